import type { Terminal } from '@overmind/contracts/entities/terminal';
import { AppError, notFound } from '@overmind/contracts/errors';
import { newId, type Tx } from '@overmind/db/database';
import { findRunner } from '@overmind/db/queries/execution/runners';
import { findRunRow, type RunRow } from '@overmind/db/queries/execution/runs';
import { countOpenTerminals, insertTerminal, lockOpening } from '@overmind/db/queries/execution/terminals';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';

const mostOfRun = 4;
const mostOfUser = 8;
const mostOfRunner = 16;

const refuse = (detail: string): AppError =>
  new AppError('rule_violated', detail, { rule: 'terminal.allowed' });

/** The runner on which a terminal may be opened for this run. */
async function requireRunner(core: Core, run: RunRow): Promise<string> {
  const project = await findProjectRow(core.db, run.project_id);
  if (!project || !settingsOf(project).terminal)
    throw refuse('Terminals are off in this project. A maintainer can allow them in its settings.');
  const runner = run.runner_id === null ? null : await findRunner(core.db, run.runner_id);
  if (runner === null || runner.status === 'offline')
    throw refuse('The runner that holds this workspace is not there.');
  return runner.id;
}

async function requireRoom(tx: Tx, of: { runId: string; runnerId: string; userId: string }): Promise<void> {
  await lockOpening(tx);
  const open = await countOpenTerminals(tx, of);
  if (open.of_run >= mostOfRun)
    throw refuse(`This workspace has ${mostOfRun} open terminals. Close one first.`);
  if (open.of_user >= mostOfUser) throw refuse(`You have ${mostOfUser} open terminals. Close one first.`);
  if (open.of_runner >= mostOfRunner)
    throw refuse(`This runner has ${mostOfRunner} open terminals. Close one first.`);
}

/** Notes that someone opens a terminal in a run's workspace; the caller speaks to the runner then. */
export async function openTerminal(
  core: Core,
  call: Call,
  runId: string,
): Promise<{ terminal: Terminal; runnerId: string }> {
  const userId = userIdOf(call);
  if (userId === null) throw new AppError('forbidden', 'Only a person can open a terminal.');
  return write(core, call, async (w) => {
    const run = await findRunRow(w.tx, runId);
    if (!run) throw notFound('run');
    const runnerId = await requireRunner(core, run);
    await requireRoom(w.tx, { runId, runnerId, userId });
    const { sessionId = null, tokenId = null } = call.actor.kind === 'user' ? call.actor : {};
    const terminal = await insertTerminal(w.tx, {
      ...{ id: newId(), project_id: run.project_id, run_id: run.id, user_id: userId },
      ...{ session_id: sessionId, token_id: tokenId },
    });
    w.audit('terminal.opened', terminal.id, run.project_id, { run_id: run.id });
    await w.taskEvent(run.project_id, {
      task_id: run.task_id,
      event_type: 'intervention',
      payload: { kind: 'terminal', terminal_id: terminal.id, run_id: run.id },
    });
    return { terminal, runnerId };
  });
}
