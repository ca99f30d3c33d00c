import type { AddressInfo } from 'node:net';
import { Client } from '@overmind/client/http';
import type { Core } from '@overmind/core/core';
import { jobHandlers } from '@overmind/core/jobs/handlers';
import { LogWriter } from '@overmind/core/runs/log-writer';
import { noSpeech } from '@overmind/speech/no-speech';
import type { Speech } from '@overmind/speech/speech';
import { createTestDatabase } from '@overmind/testing/postgres';
import { createTempFolder } from '@overmind/testing/temp-folder';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { buildApp } from '../app.ts';
import { type Config, loadConfig } from '../config.ts';
import { readRunnerProgram } from '../http/runner-program.ts';
import { apiChores, Upkeep, workerChores } from '../jobs/upkeep.ts';
import { readExportedSite } from '../web/exported-site.ts';
import { startCore } from '../wiring.ts';

export interface TestServerOptions {
  /** Settings by their names in the environment. */
  env?: Record<string, string>;
  /** Also works on jobs and looks after leases, as a server with the worker role does. */
  isWorker?: boolean;
  siteFolder?: string;
  /** The archive that other machines are given; none is built for tests. */
  runnerArchive?: string;
  /** None unless it is given. */
  speech?: Speech;
  /** Takes every line that is logged, at any level. */
  lines?: string[];
  /** Another node of the same installation: its database. */
  databaseUrl?: string;
}

export interface TestServer {
  url: string;
  port: number;
  app: FastifyInstance;
  core: Core;
  config: Config;
  databaseUrl: string;
  /** Not signed in. */
  nobody: Client;
  /** What was logged as an error: a fault of ours, whatever the caller did. */
  faults: string[];
  stop(): Promise<void>;
}

/** The variables of a test run's second set, if there is one. */
const ofEnvironment = (): Record<string, string> => {
  const redis = process.env['TEST_REDIS_URL'];
  return redis === undefined ? {} : { REDIS_URL: redis };
};

const error = 50;

function faultLogger(faults: string[], lines: string[] | undefined) {
  const write = (line: string) => {
    lines?.push(line);
    const { msg, err, level } = JSON.parse(line) as { msg: string; level: number; err?: { message: string } };
    if (level >= error) faults.push(`${msg}: ${err?.message ?? ''}`);
  };
  return pino({ level: lines === undefined ? 'error' : 'trace' }, { write });
}

/** The real server in this process: a database of its own, a free loopback port. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const part of stops.splice(0).reverse()) await part();
  };
  const folder = await createTempFolder();
  stops.push(() => folder.remove());
  const databaseUrl = options.databaseUrl ?? (await ownDatabase(stops));
  const faults: string[] = [];
  const logger = faultLogger(faults, options.lines);
  // Fake runners renew nothing: what they hold is theirs for as long as a test on a busy machine may take.
  const leases = { LEASE_MS: '600000' };
  const defaults = { PORT: '0', RATE_LIMIT_PER_MIN: '1000000', DATA_DIR: folder.path, ...leases };
  const env = { ...defaults, DATABASE_URL: databaseUrl, ...ofEnvironment(), ...options.env };
  const config = await loadConfig(env, folder.path);
  const { core, stop: stopCore } = await startCore(config, databaseUrl, logger, options.speech ?? noSpeech);
  stops.push(stopCore);
  if (options.isWorker) stops.push(await startWorker(core));
  const site = options.siteFolder === undefined ? null : await readExportedSite(options.siteFolder);
  const { runnerArchive } = options;
  const runnerProgram = runnerArchive === undefined ? null : await readRunnerProgram(runnerArchive);
  const app = await buildApp({ core, config, logs: new LogWriter(core), logger, site, runnerProgram });
  stops.push(() => app.close());
  await app.listen({ host: config.HOST, port: config.PORT });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const nobody = new Client({ baseUrl: url });
  return { url, port, app, core, config, databaseUrl, nobody, faults, stop };
}

async function ownDatabase(stops: (() => Promise<unknown>)[]): Promise<string> {
  const database = await createTestDatabase();
  stops.push(() => database.drop());
  return database.url;
}

async function startWorker(core: Core): Promise<() => Promise<void>> {
  await core.jobs.work(jobHandlers(core));
  const upkeep = new Upkeep(core, [...apiChores, ...workerChores]);
  upkeep.start();
  return () => upkeep.stop();
}
