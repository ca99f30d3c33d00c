import type { AddressInfo } from 'node:net';
import { Client } from '@overmind/client/http';
import type { Core } from '@overmind/core/core';
import { LogWriter } from '@overmind/core/runs/log-writer';
import { createTestDatabase } from '@overmind/testing/postgres';
import { createTempFolder } from '@overmind/testing/temp-folder';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { buildApp } from '../app.ts';
import { type Config, loadConfig } from '../config.ts';
import { jobHandlers } from '../jobs/handlers.ts';
import { apiChores, Upkeep, workerChores } from '../jobs/upkeep.ts';
import { readExportedSite } from '../web/exported-site.ts';
import { startCore } from '../wiring.ts';

export interface TestServerOptions {
  /** Settings by their names in the environment. */
  env?: Record<string, string>;
  /** Also works on jobs and looks after leases, as a server with the worker role does. */
  isWorker?: boolean;
  siteFolder?: string;
}

export interface TestServer {
  url: string;
  port: number;
  app: FastifyInstance;
  core: Core;
  config: Config;
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

function faultLogger(faults: string[]) {
  const write = (line: string) => {
    const { msg, err } = JSON.parse(line) as { msg: string; err?: { message: string } };
    faults.push(`${msg}: ${err?.message ?? ''}`);
  };
  return pino({ level: 'error' }, { write });
}

/** The real server in this process: a database of its own, a free loopback port. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const part of stops.splice(0).reverse()) await part();
  };
  const folder = await createTempFolder();
  stops.push(() => folder.remove());
  const database = await createTestDatabase();
  stops.push(() => database.drop());
  const faults: string[] = [];
  const logger = faultLogger(faults);
  const defaults = { PORT: '0', RATE_LIMIT_PER_MIN: '1000000', DATA_DIR: folder.path };
  const env = { ...defaults, DATABASE_URL: database.url, ...ofEnvironment(), ...options.env };
  const config = await loadConfig(env, folder.path);
  const { core, stop: stopCore } = await startCore(config, database.url, logger);
  stops.push(stopCore);
  if (options.isWorker) stops.push(await startWorker(core));
  const site = options.siteFolder === undefined ? null : await readExportedSite(options.siteFolder);
  const app = await buildApp({ core, config, logs: new LogWriter(core), logger, site });
  stops.push(() => app.close());
  await app.listen({ host: config.HOST, port: config.PORT });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return { url, port, app, core, config, nobody: new Client({ baseUrl: url }), faults, stop };
}

async function startWorker(core: Core): Promise<() => Promise<void>> {
  await core.jobs.work(jobHandlers(core));
  const upkeep = new Upkeep(core, [...apiChores, ...workerChores]);
  upkeep.start();
  return () => upkeep.stop();
}
