import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import { type DiscussionExport, exportFormat } from '@overmind/contracts/entities/discussion-export';
import { builtInPersonas } from '@overmind/contracts/entities/persona';
import type { Log } from '@overmind/domain/discussions/test-support/driver';

/** A discussion that nobody had to be asked for, as a file: as if the last of it had happened just now. */
export function exportOf(log: Log): DiscussionExport {
  const shiftMs = Date.now() - log.nowMs - 60_000;
  const shifted = (iso: string) => new Date(Date.parse(iso) + shiftMs).toISOString();
  const events = log.events.map((event): DiscussionEvent => {
    const at_ms = event.at_ms + shiftMs;
    if (event.type !== 'ended' || event.record === null) return { ...event, at_ms };
    return { ...event, at_ms, record: { ...event.record, decided_at: shifted(event.record.decided_at) } };
  });
  const created_at = new Date(events[0]?.at_ms ?? 0).toISOString();
  return { format: exportFormat, title: log.state.goal, created_at, personas: [...builtInPersonas], events };
}
