import { join } from 'node:path';
import type { Core } from '@overmind/core/core';
import { ensureAdministrator, offerSetup } from '@overmind/core/identity/setup';
import { LogWriter } from '@overmind/core/runs/log-writer';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { openDataFolder, StartError, writePrivateFile } from './data-folder.ts';
import { startDatabase } from './database.ts';
import { findFreePort } from './free-port.ts';
import { lockInstance } from './instance.ts';
import { jobHandlers } from './jobs/handlers.ts';
import { Upkeep } from './jobs/upkeep.ts';
import { leaveRunnerToken } from './local-runner.ts';
import { readExportedSite } from './web/exported-site.ts';
import { startCore } from './wiring.ts';

export interface RunningServer {
  url: string;
  /** Where the first administrator is made; null when there is one. */
  setupUrl: string | null;
  /** Resolves when the server can no longer work. */
  failed: Promise<string>;
  stop(): Promise<void>;
}

const siteFolder = new URL('../../web/out', import.meta.url).pathname;

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  try {
    await app.listen({ host: config.HOST, port: config.PORT });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const free = await findFreePort(config.HOST, config.PORT + 1);
    throw new StartError(
      `Port ${config.PORT} is taken by another program. Port ${free} is free: start with PORT=${free}.`,
    );
  }
  const address = app.server.address();
  const port = typeof address === 'object' ? (address?.port ?? config.PORT) : config.PORT;
  return config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? 'localhost' : config.HOST}:${port}`;
}

async function offerFirstAdministrator(core: Core, config: Config, url: string): Promise<string | null> {
  if (config.ADMIN_EMAIL !== undefined && config.ADMIN_PASSWORD !== undefined) {
    await ensureAdministrator(core, { email: config.ADMIN_EMAIL, password: config.ADMIN_PASSWORD });
  }
  const token = await offerSetup(core);
  if (token === null) return null;
  const setupUrl = `${url}/setup#token=${token}`;
  await writePrivateFile(join(config.DATA_DIR, 'setup-link'), `${setupUrl}\n`);
  return setupUrl;
}

/** Starts every part of the server in order; whatever was started is stopped again when a later part fails. */
export async function startServer(config: Config, logger: Logger): Promise<RunningServer> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const part of stops.splice(0).reverse()) await part();
  };
  try {
    await openDataFolder(config.DATA_DIR);
    const database = await startDatabase(config, logger);
    stops.push(database.stop);
    const isEmbedded = config.DATABASE_URL === undefined;
    const instance = isEmbedded ? await lockInstance(database.connectionString, config.DATA_DIR) : null;
    if (instance) stops.push(instance.release);
    const { core, stop: stopCore } = await startCore(config, database.connectionString, logger);
    stops.push(stopCore);
    if (config.ROLE.includes('worker')) await startWorker(core, stops);
    if (!config.ROLE.includes('api'))
      return { url: '', setupUrl: null, failed: database.ended.then(() => databaseEnded), stop };
    const url = await startApi(core, config, logger, stops);
    await instance?.announce(url);
    const setupUrl = await offerFirstAdministrator(core, config, url);
    if (config.RUNNER === 'local') await leaveRunnerToken(core, config.DATA_DIR);
    return { url, setupUrl, failed: database.ended.then(() => databaseEnded), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const databaseEnded = 'The embedded database ended by itself.';

async function startWorker(core: Core, stops: (() => Promise<void>)[]): Promise<void> {
  await core.jobs.work(jobHandlers(core));
  const upkeep = new Upkeep(core);
  upkeep.start();
  stops.push(() => upkeep.stop());
}

async function startApi(
  core: Core,
  config: Config,
  logger: Logger,
  stops: (() => Promise<void>)[],
): Promise<string> {
  const logs = new LogWriter(core);
  const app = await buildApp({ core, config, logs, logger, site: await readExportedSite(siteFolder) });
  stops.push(() => app.close());
  return listen(app, config);
}
