import { closeTerminalRow, findTerminal } from '@overmind/db/queries/execution/terminals';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';

/** Notes once how a terminal ended. */
export async function closeTerminal(core: Core, id: string, detail: string): Promise<void> {
  await write(core, systemCall, async (w) => {
    if (!(await closeTerminalRow(w.tx, id, detail))) return;
    const terminal = await findTerminal(w.tx, id);
    w.audit('terminal.closed', id, terminal?.project_id ?? null, { detail });
  });
}
