import { realpath } from 'node:fs/promises';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../../failure.ts';
import { programs } from '../../programs.ts';
import { runInForeground } from '../../supervisor/foreground.ts';

interface StartOptions {
  server?: string;
  tokenFile?: string;
  root: string[];
  dataDir?: string;
  capacity?: string;
  label: string[];
  allowRoot?: boolean;
}

export function addStartRunner(runner: Command): void {
  runner
    .command('start')
    .description('Runs a runner on this machine, for a server anywhere.')
    .option('--server <url>', 'the server; else OVERMIND_SERVER')
    .option('--token-file <file>', "a file that holds the runner's token; else OVERMIND_RUNNER_TOKEN")
    .option('--root <dir...>', 'a folder that holds repositories it may work in', [])
    .option('--data-dir <dir>', 'where it keeps worktrees and unsent output')
    .option('--capacity <n>', 'runs at once')
    .option('-l, --label <label...>', 'what it says of itself; else RUNNER_LABELS', [])
    .option('--allow-root', 'run although you are root, and the agents with you')
    .addHelpText(
      'after',
      '\nExample:\n  $ overmind runner start --server https://overmind.example.com --token-file ~/runner.token --root ~/code',
    )
    .action(start);
}

async function start(options: StartOptions): Promise<void> {
  const roots = await Promise.all(options.root.map(resolveRoot));
  const flag = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [name, value];
  const args = [
    ...flag('--server', options.server),
    ...flag('--token-file', options.tokenFile),
    ...roots.flatMap((root) => ['--root', root]),
    ...flag('--data-dir', options.dataDir),
    ...flag('--capacity', options.capacity),
    ...options.label.flatMap((label) => ['--label', label]),
    ...(options.allowRoot ? ['--allow-root'] : []),
  ];
  process.exitCode = await runInForeground(programs.runner, args, process.env);
}

async function resolveRoot(root: string): Promise<string> {
  const path = await realpath(root).catch(() => null);
  if (path !== null) return path;
  throw new Failure(`There is no folder ${root}.`, exitCodes.usage);
}
