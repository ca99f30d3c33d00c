import type { AgentConfig } from '@overmind/contracts/entities/agent';
import { expect, test } from 'vitest';
import { whyNotStarted } from './reach.ts';

const acp = (network: AgentConfig['network']) => ({ executor: 'acp', network }) as const;

test.each([
  ['full'] as const,
  [{ allow: ['api.anthropic.com'] }] as const,
  [{ allow: ['127.0.0.1:11434', '*.example.org'] }] as const,
  [{ allow: ['10.0.0.1.example.org'] }] as const,
  [{ allow: ['8.8.8.8'] }] as const,
  [{ allow: ['gpu.lan'] }] as const,
  [{ allow: ['172.32.0.1'] }] as const,
])('a coding agent with the network %j does no work that stays local', (network) => {
  expect(whyNotStarted(acp(network as AgentConfig['network']), 'local_only')).toMatch(/set its network/);
  expect(whyNotStarted(acp(network as AgentConfig['network']), 'no_training')).toBeNull();
});

test.each([
  ['none'] as const,
  [{ allow: ['127.0.0.1:11434', 'localhost:8080'] }] as const,
  [{ allow: ['10.1.2.3', '192.168.0.7:8000', '172.20.1.1'] }] as const,
])('one with the network %j does', (network) => {
  expect(whyNotStarted(acp(network as AgentConfig['network']), 'local_only')).toBeNull();
});

test('nobody else is asked for their network', () => {
  expect(whyNotStarted({ executor: 'commands', network: 'full' }, 'local_only')).toBeNull();
  expect(whyNotStarted({ executor: 'model', network: 'full' }, 'local_only')).toBeNull();
});
