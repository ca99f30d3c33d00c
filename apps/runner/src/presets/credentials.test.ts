import { expect, it } from 'vitest';
import { credentialsIn } from './credentials.ts';

it('finds secrets by their names in JSON, TOML, YAML and arguments', () => {
  const text = [
    '{ "provider": { "options": { "apiKey": "made-up-4711-key", "timeout": 600 } },',
    '  "headers": { "Authorization": "Bearer made.up.header.0815" },',
    '  "args": ["--api-key", "made-up-argument-1", "--token=made-up-flag-2"] }',
    'experimental_bearer_token = "made-up-toml-token-3"',
    "client_secret = 'Made/Up+Secret4='",
    'OPENAI_API_KEY: made-up-yaml-5',
    'authorization: Bearer made-up-yaml-6',
    '"private_key": "-----BEGIN\\nMadeUp7Line\\n-----END"',
    '"accessToken": "onlyLettersInAMixOfCasesHere"',
  ].join('\n');
  expect(credentialsIn(text)).toEqual([
    'made-up-4711-key',
    'made.up.header.0815',
    'made-up-argument-1',
    'made-up-flag-2',
    'made-up-toml-token-3',
    'Made/Up+Secret4=',
    'made-up-yaml-5',
    'made-up-yaml-6',
    '-----BEGIN\nMadeUp7Line\n-----END',
    'onlyLettersInAMixOfCasesHere',
  ]);
});

it('finds what issuers of keys make, whatever its name is', () => {
  const keys = [
    `sk-${'made-up'.repeat(3)}`,
    `ghp_${'madeup'.repeat(4)}`,
    `AIza${'MadeUp_'.repeat(5)}`,
    `eyJ${'bWFkZXVw'}.${'bWFkZXVwYm9keQ'}.c2ln`,
  ];
  expect(credentialsIn(keys.map((key, index) => `"x${index}": ["${key}"]`).join('\n'))).toEqual(keys);
  expect(credentialsIn('url = "https://ada:made-up-pass@example.test/v1"')).toEqual(['made-up-pass']);
});

it('leaves ordinary words, numbers, addresses and names of variables alone', () => {
  const text = [
    '{ "token": "enabled", "max_tokens": 100000, "tokenizer": "default", "keybindings": { "submit": "enter" },',
    '  "keymap": "vim-insert-mode", "key": "ctrl+x", "password": "", "apiKeyHelper": "/usr/bin/print-key-1",',
    '  "apiKey": "{env:ANTHROPIC_API_KEY}", "token_url": "https://example.test/oauth2/token",',
    '  "secret": "settings", "monkey": "banana99bread", "expires_key": "2031-01-02T03:04:05Z" }',
    'env_key = "OPENAI_API_KEY"',
    'bearer_token_env_var = "MY_TOKEN_1"',
    'token = "$HOME_TOKEN_9"',
    'cookie: strict-same-site',
  ].join('\n');
  expect(credentialsIn(text)).toEqual([]);
});
