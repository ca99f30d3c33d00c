import { join } from 'node:path';
import { AppError } from '@overmind/contracts/errors';
import type { Core } from '@overmind/core/core';
import { ensureAdministrator, offerSetup } from '@overmind/core/identity/setup';
import { jobHandlers } from '@overmind/core/jobs/handlers';
import { ensureBuiltInPrompts } from '@overmind/core/prompts/built-in';
import { LogWriter } from '@overmind/core/runs/log-writer';
import { canCutNetwork } from '@overmind/speech/decoding/confine';
import { findOwnFolderProblem, modelPlaces } from '@overmind/speech/models/places';
import { openSpeech } from '@overmind/speech/open-speech';
import { readSpeechSettings, speechVariables } from '@overmind/speech/providers/settings';
import type { Speech } from '@overmind/speech/speech';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { openDataFolder, StartError, writePrivateFile } from './data-folder.ts';
import { startDatabase } from './database.ts';
import { findFreePort } from './free-port.ts';
import { readRunnerProgram } from './http/runner-program.ts';
import { lockInstance } from './instance.ts';
import { apiChores, Upkeep, workerChores } from './jobs/upkeep.ts';
import { leaveRunnerToken } from './local-runner.ts';
import { readExportedSite } from './web/exported-site.ts';
import { startCore } from './wiring.ts';

export interface RunningServer {
  /** Where people open it. */
  url: string;
  /** Where programs of this machine reach it, past any proxy; empty for a worker alone. */
  localUrl: string;
  /** Where the first administrator is made; null when there is one. */
  setupUrl: string | null;
  /** Resolves when the server can no longer work. */
  failed: Promise<string>;
  stop(): Promise<void>;
}

const siteFolder = new URL('../../web/out', import.meta.url).pathname;
const runnerArchive = new URL('../../runner/out/overmind-runner.tgz', import.meta.url).pathname;

/** Where programs on this machine reach the server; people may know it by another name. */
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
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function offerFirstAdministrator(core: Core, config: Config, url: string): Promise<string | null> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = config;
  if (email !== undefined && password !== undefined) {
    await ensureAdministrator(core, { email, password }).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      // Another node made the same administrator at the same moment.
      if (error.code === 'conflict') return;
      throw new StartError(`ADMIN_PASSWORD cannot be used. ${error.message}`);
    });
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
    const failures: unknown[] = [];
    // One part that cannot stop keeps no other from stopping.
    for (const part of stops.splice(0).reverse())
      await part().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    await openDataFolder(config.DATA_DIR);
    const database = await startDatabase(config, logger);
    stops.push(database.stop);
    const isEmbedded = config.DATABASE_URL === undefined;
    const instance = isEmbedded ? await lockInstance(database.connectionString, config.DATA_DIR) : null;
    if (instance) stops.push(instance.release);
    const speech = await startSpeech(config);
    void warnOfNetwork(logger);
    void warnOfModelFolder(logger, config);
    stops.push(() => speech.stop());
    const { core, stop: stopCore } = await startCore(config, database.connectionString, logger, speech);
    stops.push(stopCore);
    await ensureBuiltInPrompts(core);
    if (config.ROLE.includes('worker')) await startWorker(core, stops);
    if (!config.ROLE.includes('api'))
      return {
        url: '',
        localUrl: '',
        setupUrl: null,
        failed: database.ended.then(() => databaseEnded),
        stop,
      };
    const localUrl = await startApi(core, config, logger, stops);
    const url = config.PUBLIC_URL ?? localUrl;
    await instance?.announce(localUrl);
    const setupUrl = await offerFirstAdministrator(core, config, url);
    if (config.RUNNER === 'local') await leaveRunnerToken(core, config.DATA_DIR);
    return { url, localUrl, setupUrl, failed: database.ended.then(() => databaseEnded), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const databaseEnded = 'The embedded database ended by itself.';

const variablesOf = (config: Config): NodeJS.ProcessEnv =>
  Object.fromEntries(speechVariables.map((name) => [name, config[name]]));

/** Nothing is loaded before somebody speaks or listens. */
async function startSpeech(config: Config): Promise<Speech> {
  try {
    readSpeechSettings(variablesOf(config));
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
  return openSpeech(variablesOf(config), config.DATA_DIR);
}

/** Looked at beside the start, which does not wait for it. */
async function warnOfModelFolder(logger: Logger, config: Config): Promise<void> {
  const problem = await findOwnFolderProblem(modelPlaces(config.DATA_DIR, variablesOf(config)));
  if (problem !== null) logger.warn(`${problem}; see: npx overmind doctor`);
}

/** The same. */
async function warnOfNetwork(logger: Logger): Promise<void> {
  if (await canCutNetwork()) return;
  logger.warn('sound files are decoded by programs that keep their network; see: npx overmind doctor');
}

async function startWorker(core: Core, stops: (() => Promise<void>)[]): Promise<void> {
  await core.jobs.work(jobHandlers(core));
  startUpkeep(core, workerChores, stops);
}

function startUpkeep(
  core: Core,
  chores: ConstructorParameters<typeof Upkeep>[1],
  stops: (() => Promise<void>)[],
): void {
  const upkeep = new Upkeep(core, chores);
  upkeep.start();
  stops.push(() => upkeep.stop());
}

async function startApi(
  core: Core,
  config: Config,
  logger: Logger,
  stops: (() => Promise<void>)[],
): Promise<string> {
  startUpkeep(core, apiChores, stops);
  const logs = new LogWriter(core);
  const site = await readExportedSite(siteFolder);
  const runnerProgram = await readRunnerProgram(runnerArchive);
  const app = await buildApp({ core, config, logs, logger, site, runnerProgram });
  stops.push(() => app.close());
  return listen(app, config);
}
