import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { lilconfig } from 'lilconfig';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

const roles = ['api', 'worker'] as const;

const list = (separator: string) =>
  z.string().transform((value) =>
    value
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
const names = list(',').transform((values) => values.map((value) => value.toLowerCase()));
const flag = z.enum(['true', 'false', '1', '0', '']).transform((value) => value === 'true' || value === '1');
const milliseconds = (fallback: number) => z.coerce.number().int().min(100).max(86_400_000).default(fallback);

const httpAddress = z
  .url({ protocol: /^https?$/, error: 'Give an address that begins with http:// or https://' })
  .refine((url) => new URL(url).username + new URL(url).password === '', {
    error: 'Leave out what stands before "@"',
  })
  .transform((url) => url.replace(/\/+$/, ''))
  .optional();
const providerKey = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'A key holds visible ASCII characters only')
  .optional();

const Environment = z
  .object({
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    ALLOWED_HOSTS: names.default([]),
    ALLOWED_ORIGINS: names.default([]),
    TRUST_PROXY: flag.default(false),
    DATA_DIR: z.string().min(1).default(join(homedir(), '.overmind')),
    DATABASE_URL: z
      .string()
      .startsWith('postgres', 'Give a URL that begins with postgres:// or postgresql://')
      .optional(),
    REDIS_URL: z.string().startsWith('redis', 'Give a URL that begins with redis:// or rediss://').optional(),
    REDIS_PREFIX: z.string().min(1).max(64).default('overmind:'),
    ROLE: list(',')
      .pipe(z.array(z.enum(roles)).min(1))
      .default(['api', 'worker']),
    ADMIN_EMAIL: z.email().optional(),
    ADMIN_PASSWORD: z.string().min(8, 'A password has at least 8 characters').optional(),
    RUNNER: z.enum(['local', 'none']).default('local'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    LOG_FORMAT: z.enum(['pretty', 'json']).optional(),
    RATE_LIMIT_PER_MIN: z.coerce.number().int().min(1).max(1_000_000).default(300),
    LEASE_MS: milliseconds(30_000),
    HEARTBEAT_MS: milliseconds(10_000),
    OLLAMA_URL: httpAddress,
    OPENROUTER_API_KEY: providerKey,
    ANTHROPIC_API_KEY: providerKey,
    OPENAI_API_KEY: providerKey,
    OPENAI_BASE_URL: httpAddress,
    SCRIPTED_MODEL_URL: httpAddress,
    SPEECH: z.string().optional(),
    SPEECH_API_KEY: providerKey,
    SPEECH_SERVES_ITSELF: z.enum(['true', 'false', '1', '0', '']).optional(),
    SPEECH_RECOGNITION_MODEL: z.string().optional(),
    SPEECH_VOICE_MODEL: z.string().optional(),
    SPEECH_VOICES: z.string().optional(),
    SPEECH_MODEL_DIR: z.string().optional(),
    RECORDING_MAX_MB: z.coerce.number().int().min(1).max(10_000).default(500),
    ARCHIVE_MAX_MB: z.coerce.number().int().min(1).max(1_000_000).default(16_384),
  })
  .refine((env) => (env.ADMIN_EMAIL === undefined) === (env.ADMIN_PASSWORD === undefined), {
    path: ['ADMIN_PASSWORD'],
    error: 'ADMIN_EMAIL and ADMIN_PASSWORD go together: set both or neither',
  })
  .refine((env) => isLoopback(env.HOST) || env.PUBLIC_URL?.startsWith('https:') || env.TRUST_PROXY, {
    path: ['HOST'],
    error:
      'An address other than loopback needs TLS in front: set PUBLIC_URL to an https address, or TRUST_PROXY=true',
  })
  .refine((env) => env.HEARTBEAT_MS * 2 < env.LEASE_MS, {
    path: ['HEARTBEAT_MS'],
    error: 'A lease has to outlast two heartbeats',
  });

export type Config = z.infer<typeof Environment>;

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);

/** Every wrong setting at once; values are never part of the message. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

async function readConfigFile(folder: string): Promise<Record<string, unknown>> {
  const loadYaml = (_path: string, text: string): unknown => parseYaml(text);
  const search = lilconfig('overmind', {
    searchPlaces: [
      'overmind.config.json',
      'overmind.config.yaml',
      'overmind.config.yml',
      'overmind.config.mjs',
      'overmind.config.js',
    ],
    loaders: { '.yaml': loadYaml, '.yml': loadYaml },
    stopDir: folder,
  });
  const found = await search.search(folder);
  const content: unknown = found?.config ?? {};
  if (typeof content === 'object' && content !== null && !Array.isArray(content))
    return content as Record<string, unknown>;
  throw new SettingsError(`${found?.filepath} has to hold settings by name, such as PORT: 3000.`);
}

/** Settings of the environment, then of `overmind.config.*` in `folder`, then the defaults. */
export async function loadConfig(env: NodeJS.ProcessEnv, folder: string): Promise<Config> {
  const known = Object.keys(Environment.shape);
  const file = await readConfigFile(folder);
  const set: Record<string, unknown> = {};
  for (const name of known) {
    const value = env[name] ?? file[name];
    if (value !== undefined && value !== '')
      set[name] = Array.isArray(value) ? value.join(',') : String(value);
  }
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new SettingsError(`These settings are wrong:\n${lines.join('\n')}`);
  }
  return { ...parsed.data, DATA_DIR: resolve(folder, parsed.data.DATA_DIR) };
}
