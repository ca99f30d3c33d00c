import { Command } from 'commander';
import { addCycleLog } from './commands/cycle/log.ts';
import { addPreviewCycle } from './commands/cycle/preview.ts';
import { addRunCycle } from './commands/cycle/run.ts';
import { addInbox } from './commands/inbox/list.ts';
import { addCompletion } from './commands/machine/completion.ts';
import { addDoctor } from './commands/machine/doctor.ts';
import { addAddProject } from './commands/project/add.ts';
import { addExportProject } from './commands/project/export.ts';
import { addImportProject } from './commands/project/import.ts';
import { addListProjects } from './commands/project/list.ts';
import { addStatus } from './commands/project/status.ts';
import { addListRuns } from './commands/run/list.ts';
import { addRunLogs } from './commands/run/logs.ts';
import { addStartRunner } from './commands/runner/start.ts';
import { addServe } from './commands/server/serve.ts';
import { addUp } from './commands/server/up.ts';
import { addLogin } from './commands/session/login.ts';
import { addLogout } from './commands/session/logout.ts';
import { addBlameState } from './commands/state/blame.ts';
import { addStateCopy } from './commands/state/copy.ts';
import { addStateDiff } from './commands/state/diff.ts';
import { addEditState } from './commands/state/edit.ts';
import { addStateLog } from './commands/state/log.ts';
import { addRollbackState } from './commands/state/rollback.ts';
import { addShowState } from './commands/state/show.ts';
import { addSay } from './commands/talk/say.ts';
import { addAddTask } from './commands/task/add.ts';
import { addApprove } from './commands/task/approve.ts';
import { addCancel } from './commands/task/cancel.ts';
import { addCommentTask } from './commands/task/comment.ts';
import { addDepends } from './commands/task/depends.ts';
import { addListTasks } from './commands/task/list.ts';
import {
  addAssignTasks,
  addBlockTasks,
  addPrioritizeTasks,
  addRunTasks,
  addUnblockTasks,
} from './commands/task/many.ts';
import { addReject } from './commands/task/reject.ts';
import { addRetry } from './commands/task/retry.ts';
import { addShowTask } from './commands/task/show.ts';
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
    // An option after a subcommand is that one's: `state show --version 3` is no question for the program's own.
    .enablePositionalOptions()
    .showHelpAfterError('(overmind --help says more)')
    .addHelpText('after', epilogue);
  for (const add of [addUp, addServe]) add(program);
  addStartRunner(program.command('runner').description('runners of this machine'));
  for (const add of [addLogin, addLogout]) add(program);
  const project = program.command('project').description('your projects');
  for (const add of [addAddProject, addListProjects, addExportProject, addImportProject]) add(project);
  for (const add of [addStatus, addInbox, addSay]) add(program);
  addTasks(program);
  addState(program);
  const cycle = program.command('cycle').description('the orchestrator at work');
  for (const add of [addRunCycle, addPreviewCycle, addCycleLog]) add(cycle);
  const runs = program.command('runs').description('runs and their output');
  for (const add of [addListRuns, addRunLogs]) add(runs);
  for (const add of [addApprove, addReject, addCancel, addRetry]) add(program);
  for (const add of [addDoctor, addCompletion]) add(program);
  return program;
}

function addTasks(program: Command): void {
  const tasks = addListTasks(program).enablePositionalOptions();
  for (const add of [addShowTask, addAddTask, addCommentTask, addDepends]) add(tasks);
  for (const add of [addRunTasks, addBlockTasks, addUnblockTasks, addAssignTasks, addPrioritizeTasks])
    add(tasks);
}

function addState(program: Command): void {
  const state = program.command('state').description('the state document and its versions');
  for (const add of [addShowState, addStateLog, addStateDiff, addBlameState]) add(state);
  for (const add of [addEditState, addRollbackState, addStateCopy]) add(state);
}
