import { roles } from '@overmind/contracts/entities/user';
import {
  listForsakenTerminals,
  noteTerminalsSeen,
  readStandings,
  type TerminalStanding,
} from '@overmind/db/queries/execution/terminal-rights';
import type { Core } from '../core.ts';
import { closeTerminal } from './close.ts';

/** Nodes say every few seconds who is joined to their terminals. */
const forsakenAfterMs = 20_000;

/** Why an open terminal must end now, as a sentence for whoever sits at it; null while it may go on. */
function faultOf(standing: TerminalStanding): string | null {
  if (standing.is_closed) return 'The terminal was closed.';
  if (!standing.is_signed_in) return 'You are signed out.';
  if (standing.role === null || roles.indexOf(standing.role) < roles.indexOf('maintainer'))
    return 'You are no longer a maintainer of this project.';
  if (!standing.is_allowed) return 'Terminals were switched off in this project.';
  return standing.has_runner ? null : 'The runner was revoked.';
}

/** The ones among these terminals that must end, by id, with the reason. */
export async function findTerminalFaults(core: Core, ids: readonly string[]): Promise<Map<string, string>> {
  const standings = await readStandings(core.db, ids, core.settings.sessionIdleMs);
  const known = new Map(standings.map((standing) => [standing.id, faultOf(standing)]));
  const faults = ids.map((id) => [id, known.has(id) ? known.get(id) : 'The terminal is gone.'] as const);
  return new Map(faults.flatMap(([id, fault]) => (fault == null ? [] : [[id, fault]])));
}

/** Says that people are joined to these, and closes those of nodes that are gone. */
export async function noteTerminals(core: Core, joined: readonly string[]): Promise<void> {
  if (joined.length > 0) await noteTerminalsSeen(core.db, joined);
  for (const id of await listForsakenTerminals(core.db, forsakenAfterMs))
    await closeTerminal(core, id, 'The connection was lost.');
}
