import { migrate } from '@overmind/db/migrate';
import { startTestPostgres, type TestPostgres } from './postgres.ts';

let postgres: TestPostgres | undefined;

/** Vitest calls this once a run, before it starts the processes that inherit the variable. */
export async function setup(): Promise<void> {
  postgres = await startTestPostgres({ migrate });
  process.env.TEST_DATABASE_URL = postgres.url;
}

export async function teardown(): Promise<void> {
  await postgres?.stop();
}
