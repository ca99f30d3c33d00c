import { type DiscussionExport, exportFormat } from '@overmind/contracts/entities/discussion-export';
import { notFound } from '@overmind/contracts/errors';
import { iso } from '@overmind/db/database';
import { type DiscussionRow, findDiscussionRow } from '@overmind/db/queries/discussions/discussions';
import { listDiscussionEvents, type StoredEvent } from '@overmind/db/queries/discussions/events';
import { renderDiscussion } from '@overmind/domain/discussions/outcome/discussion-markdown';
import type { Core } from '../core.ts';
import { foldGently } from './state.ts';

/** More events than its limits let a discussion have. */
const mostEvents = 10_000;

export interface ExportedDiscussion {
  name: string;
  mimeType: string;
  content: string;
}

async function readEvents(core: Core, id: string): Promise<{ row: DiscussionRow; events: StoredEvent[] }> {
  const row = await findDiscussionRow(core.db, id);
  if (!row) throw notFound('discussion');
  return { row, events: await listDiscussionEvents(core.db, id, 0, mostEvents) };
}

/** The whole discussion as a file, to be imported elsewhere or to be read. */
export async function exportDiscussion(
  core: Core,
  id: string,
  format: 'json' | 'markdown',
): Promise<ExportedDiscussion> {
  const { row, events } = await readEvents(core, id);
  const name = `discussion-${iso(row.created_at).slice(0, 10)}-${id.slice(0, 8)}`;
  if (format === 'json') {
    const whole: DiscussionExport = {
      ...{ format: exportFormat, title: row.title, created_at: iso(row.created_at), personas: row.personas },
      events: events.map(({ event }) => event),
    };
    return { name: `${name}.json`, mimeType: 'application/json', content: JSON.stringify(whole, null, 2) };
  }
  const held = await foldGently(events);
  if (held === null) throw notFound('discussion');
  const content = renderDiscussion(row.title, held.state);
  return { name: `${name}.md`, mimeType: 'text/markdown; charset=utf-8', content };
}
