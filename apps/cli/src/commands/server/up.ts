import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { prepareDemo } from '../../demo/start-demo.ts';
import { printError, printLine } from '../../output/print.ts';
import { readSettings } from '../../settings/settings.ts';
import { announceReady } from '../../supervisor/announce-ready.ts';
import { formatChildLine } from '../../supervisor/log-lines.ts';
import { onStopSignals } from '../../supervisor/stop-signals.ts';
import { Supervisor } from '../../supervisor/supervisor.ts';
import { coloursFor } from '../../terminal/colour.ts';

interface UpOptions {
  demo?: boolean;
  demoPermissions: 'ask' | 'allow';
  demoModel: boolean;
  dev?: boolean;
  open: boolean;
  port?: string;
}

const demoPermissions = new Option(
  '--demo-permissions <policy>',
  'what becomes of the scripted coding agent\'s request to change a file, in a new demo; "allow" needs nobody to watch',
)
  .choices(['ask', 'allow'])
  .default('ask');

export function addUp(program: Command): void {
  program
    .command('up')
    .summary('start everything on this machine')
    .description('Starts the server with its web interface and a local runner, and keeps both alive.')
    .option('--demo', 'with a demo project, scripted agents and a scripted model: nothing needs a key')
    .addOption(demoPermissions)
    .option('--no-demo-model', 'leave the scripted model out of a new demo, and call providers of your own')
    .option('--no-open', 'open no browser')
    .option('--port <n>', 'port to listen on; 3000 unless PORT says otherwise', readPort)
    .addOption(new Option('--dev').hideHelp())
    .addHelpText('after', '\nExample:\n  $ overmind up --port 4000')
    .action(up);
}

function readPort(value: string): string {
  const port = Number(value);
  if (value.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return value;
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}

async function up(options: UpOptions): Promise<void> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...(options.port === undefined ? {} : { PORT: options.port }),
  };
  const settings = await readSettings(env, process.cwd());
  const { demoPermissions: permissions, demoModel: hasModel } = options;
  const demo = options.demo
    ? { repository: await prepareDemo(settings.dataDir), permissions, hasModel, isModelUp: false }
    : null;
  const logLevel = settings.logLevel ?? (options.dev ? 'info' : 'warn');
  const colours = coloursFor(process.stderr);
  const supervisor: Supervisor = new Supervisor({
    settings,
    // It writes into a pipe; whether a person or a program reads in the end is decided here.
    env: { ...env, LOG_LEVEL: logLevel, LOG_FORMAT: 'json' },
    isRoot: process.getuid?.() === 0,
    hasScriptedModel: demo?.hasModel === true,
    onLine: (name, line) => {
      if (env['LOG_FORMAT'] === 'json') return printError(line);
      // While the server is away, the runner's tries to reach it are no news.
      const minLevel = name === 'runner' && !supervisor.isServerUp ? 'error' : logLevel;
      const shown = formatChildLine({ name, line, minLevel, hasStarted: supervisor.isReady }, colours);
      if (shown !== null) printError(shown);
    },
    say: (sentence) => printError(colours.yellow(sentence)),
    onReady: (ready, isFirst) => {
      const open = options.open && !options.dev;
      const plan = demo && { ...demo, isModelUp: supervisor.hasModel };
      void announceReady({ ready, isFirst, settings, env, demo: plan, open });
    },
  });
  const forget = onStopSignals({
    stop: () => {
      printLine('\nStopping. Ctrl-C again stops at once.');
      void supervisor.stop();
    },
    force: () => supervisor.force(),
  });
  process.exitCode = await supervisor.run();
  forget();
}
