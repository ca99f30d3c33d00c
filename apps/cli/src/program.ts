import { Command } from 'commander';
import { addListAgents } from './commands/agent/list.ts';
import { addAgentPresets } from './commands/agent/presets.ts';
import { addTestAgent } from './commands/agent/test.ts';
import { addExportChat } from './commands/chat/export.ts';
import { addImportChat } from './commands/chat/import.ts';
import { addListChats } from './commands/chat/list.ts';
import { addCycleLog } from './commands/cycle/log.ts';
import { addPreviewCycle } from './commands/cycle/preview.ts';
import { addRunCycle } from './commands/cycle/run.ts';
import { addDiscussionActs, addStopDiscussion } from './commands/discuss/act.ts';
import { addDecideDiscussion } from './commands/discuss/decide.ts';
import { addDeleteDiscussion } from './commands/discuss/delete.ts';
import { addExportDiscussion } from './commands/discuss/export.ts';
import { addImportDiscussion } from './commands/discuss/import.ts';
import { addListDiscussions } from './commands/discuss/list.ts';
import { addShowDiscussion } from './commands/discuss/show.ts';
import { addDiscuss } from './commands/discuss/start.ts';
import { addAnswerDiscussion } from './commands/discuss/tell.ts';
import { addInbox } from './commands/inbox/list.ts';
import { addCompletion } from './commands/machine/completion.ts';
import { addDoctor } from './commands/machine/doctor.ts';
import { addCancelMerge } from './commands/merge/cancel.ts';
import { addListMerges } from './commands/merge/list.ts';
import { addPreviewMerge } from './commands/merge/preview.ts';
import { addRebase } from './commands/merge/rebase.ts';
import { addMerge } from './commands/merge/request.ts';
import { addRevert } from './commands/merge/revert.ts';
import { addShowMerge } from './commands/merge/show.ts';
import { addModelCalls } from './commands/models/calls.ts';
import { addListProviders } from './commands/models/providers.ts';
import { addShowModelCall } from './commands/models/show-call.ts';
import { addTestProvider } from './commands/models/test.ts';
import { addModelUsage } from './commands/models/usage.ts';
import { addEditPersona, addResetPersona } from './commands/persona/edit.ts';
import { addListPersonas } from './commands/persona/list.ts';
import { addShowPersona } from './commands/persona/show.ts';
import { addAddProject } from './commands/project/add.ts';
import { addExportProject } from './commands/project/export.ts';
import { addImportProject } from './commands/project/import.ts';
import { addListProjects } from './commands/project/list.ts';
import { addStatus } from './commands/project/status.ts';
import { addActivatePrompt, addRollbackPrompt } from './commands/prompts/activate.ts';
import { addEditPrompt } from './commands/prompts/edit.ts';
import { addListPrompts } from './commands/prompts/list.ts';
import { addShowPrompt } from './commands/prompts/show.ts';
import { addListPromptVersions } from './commands/prompts/versions.ts';
import { addWhy } from './commands/provenance/why.ts';
import { addDeleteRecording, addHearRecording } from './commands/recordings/change.ts';
import { addDownloadRecording } from './commands/recordings/download.ts';
import { addListRecordings } from './commands/recordings/list.ts';
import { addPlayRecording } from './commands/recordings/play.ts';
import { addSayRecording } from './commands/recordings/say.ts';
import { addShowRecording } from './commands/recordings/show.ts';
import { addEditReview, addRemoveReview } from './commands/review/change.ts';
import { addCommentReview } from './commands/review/comment.ts';
import { addListReview } from './commands/review/list.ts';
import { addReopenReview, addResolveReview } from './commands/review/resolve.ts';
import { addListRuns } from './commands/run/list.ts';
import { addRunLogs } from './commands/run/logs.ts';
import { addAllowRun, addDenyRun, addRunPermissions } from './commands/run/permissions.ts';
import { addRunRecording } from './commands/run/recording.ts';
import { addTellRun } from './commands/run/tell.ts';
import { addRunTerminals } from './commands/run/terminals.ts';
import { addRunTranscript } from './commands/run/transcript.ts';
import { addAddRunner } from './commands/runner/add.ts';
import { addAllowRunner } from './commands/runner/allow.ts';
import { addDrainRunner, addResumeRunner, addRevokeRunner } from './commands/runner/change.ts';
import { addLabelRunner } from './commands/runner/label.ts';
import { addListRunners } from './commands/runner/list.ts';
import { addStartRunner } from './commands/runner/start.ts';
import { addSearch } from './commands/search/search.ts';
import { addServe } from './commands/server/serve.ts';
import { addUp } from './commands/server/up.ts';
import { addLogin } from './commands/session/login.ts';
import { addLogout } from './commands/session/logout.ts';
import { addArchiveSpec, addUnarchiveSpec } from './commands/spec/archive.ts';
import { addListSpecs } from './commands/spec/list.ts';
import { addShowSpec } from './commands/spec/show.ts';
import { addListModels, addVerifyModels } from './commands/speech/models.ts';
import { addPullModel } from './commands/speech/pull.ts';
import { addTranscribe } from './commands/speech/transcribe.ts';
import { addBlameState } from './commands/state/blame.ts';
import { addStateCopy } from './commands/state/copy.ts';
import { addStateDiff } from './commands/state/diff.ts';
import { addEditState } from './commands/state/edit.ts';
import { addStateLog } from './commands/state/log.ts';
import { addRollbackState } from './commands/state/rollback.ts';
import { addShowState } from './commands/state/show.ts';
import { addListen } from './commands/talk/listen.ts';
import { addSay } from './commands/talk/say.ts';
import { addAddTask } from './commands/task/add.ts';
import { addApprove } from './commands/task/approve.ts';
import { addCancel } from './commands/task/cancel.ts';
import { addCommentTask } from './commands/task/comment.ts';
import { addDepends } from './commands/task/depends.ts';
import { addTaskDiff } from './commands/task/diff.ts';
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
import { addListWorkspaces } from './commands/workspace/list.ts';
import { addPruneWorkspaces } from './commands/workspace/prune.ts';
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
  const runner = program.command('runner').description('runners, of this machine and of others');
  for (const add of [addStartRunner, addListRunners, addAddRunner]) add(runner);
  for (const add of [addAllowRunner, addLabelRunner, addDrainRunner, addResumeRunner, addRevokeRunner])
    add(runner);
  for (const add of [addLogin, addLogout]) add(program);
  const project = program.command('project').description('your projects');
  for (const add of [addAddProject, addListProjects, addExportProject, addImportProject]) add(project);
  const agent = program.command('agent').description('the agents of a project');
  for (const add of [addListAgents, addTestAgent, addAgentPresets]) add(agent);
  for (const add of [addStatus, addInbox, addSearch, addSay, addListen, addDiscuss]) add(program);
  const chats = program.command('chats').description('the chats of a project, as files');
  for (const add of [addListChats, addExportChat, addImportChat]) add(chats);
  const recordings = program.command('recordings').description('what was spoken or brought as sound');
  for (const add of [addListRecordings, addShowRecording, addPlayRecording, addDownloadRecording])
    add(recordings);
  for (const add of [addSayRecording, addHearRecording, addDeleteRecording]) add(recordings);
  const discussions = program.command('discussions').description('what agents discuss and decided');
  for (const add of [addListDiscussions, addShowDiscussion, addAnswerDiscussion]) add(discussions);
  for (const add of [addDiscussionActs, addStopDiscussion, addDecideDiscussion]) add(discussions);
  for (const add of [addExportDiscussion, addImportDiscussion, addDeleteDiscussion]) add(discussions);
  const specs = program.command('specs').description('goals that are taken through their phases');
  for (const add of [addListSpecs, addShowSpec, addArchiveSpec, addUnarchiveSpec]) add(specs);
  const personas = program.command('personas').description('who takes part in discussions');
  for (const add of [addListPersonas, addShowPersona, addEditPersona, addResetPersona]) add(personas);
  const prompts = program.command('prompts').description('what models are told, in versions');
  for (const add of [addListPrompts, addShowPrompt, addListPromptVersions]) add(prompts);
  for (const add of [addEditPrompt, addActivatePrompt, addRollbackPrompt]) add(prompts);
  addTasks(program);
  addState(program);
  const cycle = program.command('cycle').description('the orchestrator at work');
  for (const add of [addRunCycle, addPreviewCycle, addCycleLog]) add(cycle);
  const runs = program.command('runs').description('runs and their output');
  for (const add of [addListRuns, addRunLogs, addRunTranscript, addRunPermissions]) add(runs);
  for (const add of [addAllowRun, addDenyRun, addTellRun]) add(runs);
  for (const add of [addRunTerminals, addRunRecording]) add(runs);
  const workspace = program.command('workspace').description('folders that runs work in, on each runner');
  for (const add of [addListWorkspaces, addPruneWorkspaces]) add(workspace);
  for (const add of [addApprove, addReject, addCancel, addRetry]) add(program);
  addMerging(program);
  const models = program.command('models').description('models that hear and speak, and language models');
  for (const add of [addListModels, addPullModel, addVerifyModels]) add(models);
  for (const add of [addListProviders, addTestProvider, addModelUsage]) add(models);
  for (const add of [addModelCalls, addShowModelCall]) add(models);
  for (const add of [addTranscribe, addDoctor, addCompletion]) add(program);
  return program;
}

function addMerging(program: Command): void {
  const merge = addMerge(program).enablePositionalOptions();
  for (const add of [addPreviewMerge, addShowMerge, addCancelMerge]) add(merge);
  for (const add of [addListMerges, addRebase, addRevert, addWhy]) add(program);
  const review = program.command('review').description('comments on lines of what a run changed');
  for (const add of [addListReview, addCommentReview, addEditReview, addRemoveReview]) add(review);
  for (const add of [addResolveReview, addReopenReview]) add(review);
}

function addTasks(program: Command): void {
  const tasks = addListTasks(program).enablePositionalOptions();
  for (const add of [addShowTask, addTaskDiff, addAddTask, addCommentTask, addDepends]) add(tasks);
  for (const add of [addRunTasks, addBlockTasks, addUnblockTasks, addAssignTasks, addPrioritizeTasks])
    add(tasks);
}

function addState(program: Command): void {
  const state = program.command('state').description('the state document and its versions');
  for (const add of [addShowState, addStateLog, addStateDiff, addBlameState]) add(state);
  for (const add of [addEditState, addRollbackState, addStateCopy]) add(state);
}
