import { createHash } from 'node:crypto';
import { type DiscussionExport, exportFormat } from '@overmind/contracts/entities/discussion-export';
import { notFound } from '@overmind/contracts/errors';
import { iso } from '@overmind/db/database';
import { type DiscussionRow, findDiscussionRow } from '@overmind/db/queries/discussions/discussions';
import { listDiscussionEvents, type StoredEvent } from '@overmind/db/queries/discussions/events';
import { recordEnd, recordLine, recordStart } from '@overmind/domain/conversations/record';
import { renderDiscussion } from '@overmind/domain/discussions/outcome/discussion-markdown';
import { type ExportFile, exportFile, type FileFormat, fileTitle } from '../conversations/export-file.ts';
import type { Core } from '../core.ts';
import { foldGently, type Held } from './state.ts';

const pageSize = 200;

interface ReadDiscussion {
  head: Omit<DiscussionExport, 'events'>;
  /** From its beginning each time it is called. */
  pages(): AsyncIterable<StoredEvent[]>;
}

/** The whole discussion as a file, to be imported elsewhere or to be read. */
export async function exportDiscussion(core: Core, id: string, format: FileFormat): Promise<ExportFile> {
  const row = await findDiscussionRow(core.db, id);
  if (!row) throw notFound('discussion');
  const created_at = iso(row.created_at);
  const head: ReadDiscussion['head'] = {
    ...{ format: exportFormat, title: fileTitle(row.title), created_at, personas: row.personas },
  };
  const read: ReadDiscussion = { head, pages: () => pagesOf(core, row) };
  const content = format === 'json' ? asJson(read) : asMarkdown(read);
  return exportFile('discussion', { id, created_at }, format, content);
}

/** What had happened until then; what happens meanwhile is no part of the file. */
async function* pagesOf(core: Core, { id, seq: lastSeq }: DiscussionRow): AsyncGenerator<StoredEvent[]> {
  let seq = 0;
  while (seq < lastSeq) {
    const limit = Math.min(pageSize, lastSeq - seq);
    const page = await listDiscussionEvents(core.db, id, seq, limit);
    // A file that ended here would look whole.
    if (page.length === 0) throw notFound('discussion');
    yield page;
    seq = page.at(-1)?.seq ?? lastSeq;
  }
}

async function* asJson({ head, pages }: ReadDiscussion): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"events":[`;
  let separator = '\n';
  for await (const page of pages()) {
    for (const { event } of page) {
      yield `${separator}${JSON.stringify(event)}`;
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

async function* asMarkdown({ head, pages }: ReadDiscussion): AsyncGenerator<string> {
  let held: Held | null = null;
  for await (const page of pages()) held = await foldGently(page, held);
  if (held === null) throw notFound('discussion');
  const text = renderDiscussion(head.title, held.state);
  yield text;
  yield recordStart({ kind: 'discussion', text_sha256: createHash('sha256').update(text).digest('hex') });
  yield recordLine(head);
  for await (const page of pages()) for (const { event } of page) yield recordLine(event);
  yield recordEnd;
}
