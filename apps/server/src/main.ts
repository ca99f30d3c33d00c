import { UnsafeDatabaseError } from '@overmind/db/durability';
import { EmbeddedPostgresError } from '@overmind/db/embedded/errors';
import { NewerDatabaseError } from '@overmind/db/migrate';
import pino from 'pino';
import { type Config, loadConfig, SettingsError } from './config.ts';
import { StartError } from './data-folder.ts';
import { type RunningServer, startServer } from './serve.ts';
import type { ServerMessage } from './supervision.ts';

const drainLimitMs = 20_000;

function createLogger(config: Config): pino.Logger {
  const format = config.LOG_FORMAT ?? (process.stderr.isTTY ? 'pretty' : 'json');
  const options = { level: config.LOG_LEVEL, redact: ['req.headers.authorization', 'req.headers.cookie'] };
  if (format === 'json') return pino(options, pino.destination(2));
  return pino({
    ...options,
    transport: {
      target: 'pino-pretty',
      options: { destination: 2, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' },
    },
  });
}

/** Errors that say in their own words what a person can do; anything else is a fault of ours, with its stack. */
function explain(error: unknown): string {
  const isForPeople = [
    StartError,
    SettingsError,
    EmbeddedPostgresError,
    UnsafeDatabaseError,
    NewerDatabaseError,
  ].some((kind) => error instanceof kind);
  if (isForPeople) return (error as Error).message;
  return `The server could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function tellSupervisor(message: ServerMessage): void {
  process.send?.(message);
}

function stopOnSignals(server: RunningServer, logger: pino.Logger): void {
  let isStopping = false;
  const stop = (code: number) => {
    if (isStopping) return;
    isStopping = true;
    const limit = setTimeout(() => process.exit(code || 1), drainLimitMs);
    server.stop().then(
      () => {
        clearTimeout(limit);
        process.exit(code);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the stop was not clean');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  // The supervisor has gone: nobody else would end this process.
  process.on('disconnect', () => stop(0));
  void server.failed.then((reason) => {
    logger.fatal(reason);
    stop(1);
  });
}

async function main(): Promise<void> {
  const config = await loadConfig(process.env, process.cwd());
  const logger = createLogger(config);
  const server = await startServer(config, logger);
  stopOnSignals(server, logger);
  logger.info({ url: server.url, roles: config.ROLE }, 'the server is ready');
  if (server.setupUrl !== null && process.send === undefined) {
    process.stdout.write(`\nMake the first administrator within 15 minutes:\n  ${server.setupUrl}\n\n`);
  }
  tellSupervisor({ type: 'ready', url: server.url, localUrl: server.localUrl, setupUrl: server.setupUrl });
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
