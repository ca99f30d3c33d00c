import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { speechVariables } from '@overmind/speech/providers/settings';
import { lilconfig } from 'lilconfig';
import { parse as parseYaml } from 'yaml';

export interface Settings {
  dataDir: string;
  /** Null for the embedded one. */
  databaseUrl: string | null;
  hasLocalRunner: boolean;
  /** Of RUNNER_ROOTS. */
  runnerRoots: string[];
  logLevel: string | null;
  port: string | null;
  /** What hears and speaks, by the names that these settings have. */
  speech: NodeJS.ProcessEnv;
}

/** The part of the server's settings that the cli needs as well: environment first, then `overmind.config.*`. */
export async function readSettings(env: NodeJS.ProcessEnv, folder: string): Promise<Settings> {
  const file = await readConfigFile(folder);
  const read = (name: string, separator = ':'): string | null => {
    const value = env[name] || file[name];
    if (value === undefined || value === null || value === '') return null;
    return Array.isArray(value) ? value.join(separator) : String(value);
  };
  return {
    dataDir: resolve(folder, read('DATA_DIR') ?? join(homedir(), '.overmind')),
    databaseUrl: read('DATABASE_URL'),
    hasLocalRunner: read('RUNNER') !== 'none',
    runnerRoots: (read('RUNNER_ROOTS') ?? '').split(':').filter((root) => root !== ''),
    logLevel: read('LOG_LEVEL'),
    port: read('PORT'),
    speech: Object.fromEntries(speechVariables.map((name) => [name, read(name, ',') ?? undefined])),
  };
}

/** A file that cannot be read is the server's to complain about; here it only gives no settings. */
async function readConfigFile(folder: string): Promise<Record<string, unknown>> {
  const loadYaml = (_path: string, text: string): unknown => parseYaml(text);
  const search = lilconfig('overmind', {
    searchPlaces: ['json', 'yaml', 'yml', 'mjs', 'js'].map((ending) => `overmind.config.${ending}`),
    loaders: { '.yaml': loadYaml, '.yml': loadYaml },
    stopDir: folder,
  });
  const found = await search.search(folder).catch(() => null);
  const content: unknown = found?.config;
  return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};
}
