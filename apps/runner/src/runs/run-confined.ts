import { type Executor, type Work, workFailed } from '../executors/executor.ts';
import { openConfinement } from '../sandbox/open-confinement.ts';
import { watchFullDisk } from '../workspace/disk/full-disk.ts';
import { GitError } from '../workspace/git.ts';
import type { Prepared } from '../workspace/prepare.ts';
import type { RunSnapshots } from '../workspace/snapshot/run-snapshots.ts';
import type { Execution } from './execution.ts';
import { giveBackSpace } from './give-up-disk.ts';
import { runPhases } from './phases.ts';
import type { Done } from './result.ts';

/** All processes of the run live inside the confinement; what is done after it sees the workspace as they left it. */
export async function runConfined(
  executor: Executor,
  execution: Execution,
  done: Done,
  prepared: Prepared & { snapshots: RunSnapshots; save: () => Promise<void> },
): Promise<Work> {
  const { spool, setting, output, control, tmpDir, board } = execution;
  const { workspace, reports } = prepared;
  const opened = await openConfinement({
    ...{ runId: spool.job.run.id, kind: execution.kind, folder: spool.folder, tmpDir },
    ...{ workspace, agent: spool.job.agent },
    env: { ...execution.variables, ...prepared.variables },
    setting: setting.sandbox,
    say: (sentence) => output.say(sentence),
  });
  if (!opened.ok) return workFailed('sandbox_unavailable', opened.detail.replace(/\.$/, ''));
  await using confinement = opened.confinement;
  execution.talk.onSandbox(confinement.level);
  done.sandbox = confinement.level;
  let givingUp: Promise<void> | null = null;
  await using _disk = watchFullDisk({
    room: setting.workspaces,
    limits: setting.limits,
    onFull: () => {
      execution.isDiskFull = true;
      givingUp = confinement.endAll().then(() => giveBackSpace(done, execution, prepared.save));
      return givingUp;
    },
  });
  const { env, secrets } = spool.job.agent.config;
  const place = { workspace: workspace.path, confinement, withheld: [...env, ...secrets] };
  await using _place = setting.places.enter(spool.job.run.id, place);
  const { killGraceMs } = setting.limits;
  const step = { workspace: workspace.path, confinement, control, killGraceMs };
  const { environment, agents } = setting;
  const { dialogue } = execution.talk;
  const { access } = execution;
  const server = { url: setting.serverUrl, token: setting.token };
  const own = { spool, secrets: execution.secrets, dialogue, workspace, environment, access, server };
  const agent = { ...agents, ...own };
  const context = { job: spool.job, output, step, reports, agent };
  const { snapshots } = prepared;
  await snapshots.begin();
  const after = {
    afterSetup: () => {
      if (givingUp !== null) throw new GitError('The workspace was given up.', null);
      return prepared.afterSetup(snapshots);
    },
    // Nothing may write there before what the run changed is kept.
    afterWork: () => givingUp ?? snapshots.afterWork(),
    resultTree: () => snapshots.tree(),
  };
  return await runPhases({ executor, context, board, ...after });
}
