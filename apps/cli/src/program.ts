import { Command } from 'commander';
import { addCompletion } from './commands/machine/completion.ts';
import { addDoctor } from './commands/machine/doctor.ts';
import { addAddProject } from './commands/project/add.ts';
import { addListProjects } from './commands/project/list.ts';
import { addStatus } from './commands/project/status.ts';
import { addListRuns } from './commands/run/list.ts';
import { addRunLogs } from './commands/run/logs.ts';
import { addStartRunner } from './commands/runner/start.ts';
import { addServe } from './commands/server/serve.ts';
import { addUp } from './commands/server/up.ts';
import { addLogin } from './commands/session/login.ts';
import { addLogout } from './commands/session/logout.ts';
import { addSay } from './commands/talk/say.ts';
import { addApprove } from './commands/task/approve.ts';
import { addCancel } from './commands/task/cancel.ts';
import { addListTasks } from './commands/task/list.ts';
import { addReject } from './commands/task/reject.ts';
import { addRetry } from './commands/task/retry.ts';
import { version } from './programs.ts';

const epilogue = `
Examples:
  $ overmind up
  $ overmind project add ~/code/shop
  $ overmind say "run the tests and fix what fails" --wait

Exit codes: 0 done, 1 failed, 2 wrong use, 3 not signed in, 4 not found.
Environment: OVERMIND_SERVER, OVERMIND_TOKEN, DATA_DIR, NO_COLOR, OVERMIND_DEBUG.`;

/** All commands; nothing is read or started before one of them is called. */
export function createProgram(): Command {
  const program = new Command('overmind')
    .description('One dashboard for your agents and your repositories.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(overmind --help says more)')
    .addHelpText('after', epilogue);
  for (const add of [addUp, addServe]) add(program);
  addStartRunner(program.command('runner').description('runners of this machine'));
  for (const add of [addLogin, addLogout]) add(program);
  const project = program.command('project').description('your projects');
  for (const add of [addAddProject, addListProjects]) add(project);
  for (const add of [addStatus, addSay, addListTasks]) add(program);
  const runs = program.command('runs').description('runs and their output');
  for (const add of [addListRuns, addRunLogs]) add(runs);
  for (const add of [addApprove, addReject, addCancel, addRetry]) add(program);
  for (const add of [addDoctor, addCompletion]) add(program);
  return program;
}
