import { createLog, messageOf } from './log.ts';
import { Runner } from './runner.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';

const version = '0.1.0';
const exitCodes = { settings: 2, revoked: 3 };
/** A parent that died takes the server with it: no use to wait for runs or answers. */
const orphanedDrainMs = 1;

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCodes.settings);
}

function settle(): Settings {
  let settings: Settings;
  try {
    settings = readSettings(process.argv.slice(2), process.env);
  } catch (error) {
    if (error instanceof SettingsError) refuse(error.message);
    throw error;
  }
  if (process.getuid?.() === 0 && !settings.isRootAllowed) {
    refuse(
      'The runner does not run as root, because agents would: start it as another user, or pass --allow-root.',
    );
  }
  return settings;
}

const settings = settle();
// The token must not be where a child or a careless dump of the environment finds it.
delete process.env.OVERMIND_RUNNER_TOKEN;
const log = createLog((line) => process.stderr.write(line), settings.token);

if (process.env['RUNNER_LOCAL_MODEL_HOSTS'] !== undefined)
  log(
    'warn',
    'RUNNER_LOCAL_MODEL_HOSTS is not read any more. Name hosts of models in your own network in RUNNER_NEAR_MODEL_HOSTS, and those that pass on nothing of what they are sent in RUNNER_SERVES_ITSELF_HOSTS.',
  );

let exitCode = 0;
let isStopping = false;

const runner = new Runner({
  settings,
  version,
  environment: { ...process.env },
  log,
  onReady: () => process.send?.({ type: 'ready' }),
  onRevoked: () => {
    exitCode = exitCodes.revoked;
    process.stderr.write(
      'The server does not accept this runner any more: its token was revoked. Register it again.\n',
    );
    end(orphanedDrainMs);
  },
});

/** The first call drains; the second one leaves at once. */
function end(drainMs?: number): void {
  if (isStopping) {
    runner.killAll();
    process.exit(exitCode || 1);
  }
  isStopping = true;
  runner.stop(drainMs).then(
    () => process.exit(exitCode),
    (error: unknown) => {
      log('error', 'The runner did not stop cleanly.', { error: messageOf(error) });
      process.exit(1);
    },
  );
}

process.on('SIGTERM', () => end());
process.on('SIGINT', () => end());
if (process.channel !== undefined) process.on('disconnect', () => end(orphanedDrainMs));

runner.start().catch((error: unknown) => {
  process.stderr.write(`The runner could not start: ${messageOf(error)}\n`);
  process.exit(1);
});
