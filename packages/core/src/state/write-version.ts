import { createHash } from 'node:crypto';
import type { Cycle } from '@overmind/contracts/entities/cycle';
import type { StateVersion } from '@overmind/contracts/entities/state';
import { findStateVersion, insertStateVersion } from '@overmind/db/queries/projects/state-versions';
import { generateState } from '@overmind/domain/state/document';
import { parseState, serializeState } from '@overmind/domain/state/serialize';
import type { Write } from '../write.ts';
import { collectState } from './collect.ts';

const notesOf = (latest: StateVersion | null): string =>
  latest === null ? '' : parseState(latest.content, latest.state_format).notes;

/** A new version when the document changed; answers the number of the version that now stands. */
export async function writeStateVersion(w: Write, cycle: Cycle): Promise<number> {
  const latest = await findStateVersion(w.tx, cycle.project_id);
  const document = generateState(await collectState(w.tx, cycle.project_id, notesOf(latest)));
  const content = serializeState(document, 'yaml');
  const hash = createHash('sha256').update(content).digest('hex');
  if (latest?.content_hash === hash) return latest.version;
  const version = await insertStateVersion(w.tx, {
    project_id: cycle.project_id,
    version: (latest?.version ?? 0) + 1,
    state_format: 'yaml',
    content,
    content_hash: hash,
    cycle_id: cycle.id,
    created_by_user_id: null,
    reason: reasonFor(cycle),
  });
  w.emit(cycle.project_id, 'project.state.updated', version.id, version);
  return version.version;
}

function reasonFor(cycle: Cycle): string {
  const { tasks_created: created, runs_scheduled: scheduled } = cycle.counts;
  const parts = [
    created > 0 ? `${created} ${created === 1 ? 'task' : 'tasks'} created` : '',
    scheduled > 0 ? `${scheduled} ${scheduled === 1 ? 'run' : 'runs'} scheduled` : '',
    cycle.trigger === 'run_finished' ? 'a run finished' : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'tasks changed';
}
