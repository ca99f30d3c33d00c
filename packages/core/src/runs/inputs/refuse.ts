import { refuseInputsOf, toRunInput } from '@overmind/db/queries/execution/run-inputs';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import type { Write } from '../../write.ts';

/** A run that ends hears nothing any more. */
export async function refuseWaitingInputs(w: Write, run: Pick<RunRow, 'id' | 'project_id'>): Promise<void> {
  for (const row of await refuseInputsOf(w.tx, run.id, 'The run ended before the agent could hear it.'))
    w.emit(run.project_id, 'agent.run.input.changed', row.id, toRunInput(row));
}
