import { type Command, InvalidArgumentError } from 'commander';
import { programs } from '../../programs.ts';
import { runInForeground } from '../../supervisor/foreground.ts';

const roles = ['api', 'worker'];

export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('only the server, for deployments')
    .description(
      'Runs the server program in the foreground, without a runner. Settings come from the environment.',
    )
    .option('--role <roles>', 'api, worker, or both', readRoles, 'api,worker')
    .addHelpText('after', '\nExample:\n  $ overmind serve --role worker')
    .action(serve);
}

function readRoles(value: string): string {
  const chosen = value.split(',').map((role) => role.trim());
  if (chosen.every((role) => roles.includes(role))) return chosen.join(',');
  throw new InvalidArgumentError('Choose api, worker or api,worker.');
}

async function serve(options: { role: string }): Promise<void> {
  const env = { ...process.env, ROLE: options.role, RUNNER: process.env['RUNNER'] ?? 'none' };
  process.exitCode = await runInForeground(programs.server, [], env);
}
