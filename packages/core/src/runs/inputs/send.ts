import type { RunInput } from '@overmind/contracts/entities/permission';
import { AppError } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { countQueuedInputs, insertRunInput, toRunInput } from '@overmind/db/queries/execution/run-inputs';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import { topics } from '../../bus/bus.ts';
import { type Call, userIdOf } from '../../call.ts';
import type { Core } from '../../core.ts';
import type { RunnerCommand } from '../../runners/command.ts';
import { write } from '../../write.ts';
import { lockRunWithTask } from '../settle.ts';
import { toStorable } from '../storable.ts';

/** As many words of people as wait for one run. */
const maxQueued = 20;

function requireListening(run: RunRow): void {
  if (run.executor !== 'acp')
    throw new AppError('conflict', 'Only a coding agent can be spoken to; this run executes fixed commands.');
  if (run.finished_at !== null) throw new AppError('conflict', 'This run has ended; nobody would hear it.');
  if (run.cancel_requested_at !== null) throw new AppError('conflict', 'This run is being stopped.');
}

/** Says something to the coding agent of a live run. It waits until the runner has taken it, over any reconnect. */
export async function sendInput(core: Core, call: Call, runId: string, text: string): Promise<RunInput> {
  return write(core, call, async (w) => {
    const { run } = await lockRunWithTask(w, runId);
    requireListening(run);
    if ((await countQueuedInputs(w.tx, runId)) >= maxQueued) {
      throw new AppError(
        'conflict',
        `${maxQueued} messages wait for this agent already. Give it time to read them.`,
      );
    }
    const row = await insertRunInput(w.tx, {
      ...{ id: newId(), project_id: run.project_id, run_id: run.id },
      ...{ text: toStorable(text), author_user_id: userIdOf(call) },
    });
    const input = toRunInput(row);
    w.emit(run.project_id, 'agent.run.input.changed', input.id, input);
    const command: RunnerCommand = { kind: 'input' };
    if (run.runner_id !== null) w.publish(topics.runner(run.runner_id), JSON.stringify(command));
    return input;
  });
}
