import type { Client } from '@overmind/client/http';
import { AppError } from '@overmind/contracts/errors';
import { listRunners } from '@overmind/contracts/routes/runners';
import { getHealth, getReady, getStatus } from '@overmind/contracts/routes/system';
import { type Finding, missing, ok, warn } from './finding.ts';

const limitMs = 5_000;

/** Null when nothing of ours answers there. */
export async function findServerVersion(client: Client): Promise<string | null> {
  try {
    return (await client.call(getHealth, { signal: AbortSignal.timeout(limitMs) })).version;
  } catch {
    return null; // Refused, foreign or silent: not our server.
  }
}

export async function checkServer(client: Client, url: string, version: string | null): Promise<Finding> {
  if (version === null) return warn('server', `none at ${url}`, 'Start it: npx overmind up');
  try {
    await client.call(getReady, { signal: AbortSignal.timeout(limitMs) });
    return ok('server', `${version} at ${url}, ready`);
  } catch {
    return missing(
      'server',
      `${version} at ${url} is not ready`,
      'Look at its output: its database does not answer.',
    );
  }
}

/** What only somebody signed in may ask. */
export async function checkInside(client: Client): Promise<Finding[]> {
  try {
    const status = await client.call(getStatus, { signal: AbortSignal.timeout(limitMs) });
    const { items } = await client.call(listRunners, { signal: AbortSignal.timeout(limitMs) });
    const online = items.filter((runner) => runner.status === 'online');
    const { kind, version } = status.database;
    return [
      ok('database', `PostgreSQL ${version}, ${kind === 'embedded' ? 'embedded' : 'of DATABASE_URL'}`),
      online.length > 0
        ? ok('runners', `${online.length} online`)
        : missing('runners', 'none online', 'Start one: npx overmind up, or npx overmind runner start'),
    ];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const advice = error.code === 'unauthenticated' ? 'Sign in: npx overmind login' : null;
    return [warn('database, runners', 'not known', advice ?? error.message)];
  }
}
