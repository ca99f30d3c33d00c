import type { DiscussionPhase, DiscussionStatus } from '@overmind/contracts/entities/discussion';
import type { DiscussionItem, SimilarDiscussion } from '@overmind/contracts/entities/discussion-room';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { AppError, notFound } from '@overmind/contracts/errors';
import { toPage } from '@overmind/db/cursor';
import { findDiscussionRow, toDiscussion } from '@overmind/db/queries/discussions/discussions';
import {
  type ListedDiscussion,
  listDiscussionRows,
  listSimilarRows,
} from '@overmind/db/queries/discussions/lists';
import { describeEntities } from '@overmind/db/queries/search/describe';
import { marking, toSnippet } from '@overmind/domain/search/mark';
import { readTerms, type Term } from '@overmind/domain/search/terms';
import type { Core } from '../core.ts';

export interface ListDiscussions extends PageQuery {
  q?: string | undefined;
  agent?: string | undefined;
  status?: readonly DiscussionStatus[] | undefined;
  phase?: readonly DiscussionPhase[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  archived: 'true' | 'false';
}

/** Each is shown with what was found in it. */
const mostFound = 100;

function termsOf(q: string): Term[] {
  const terms = readTerms(q);
  if (terms !== null) return terms;
  throw new AppError('malformed', 'Search for at least one word of letters or digits.', {
    errors: [{ pointer: '/q', detail: 'Give a word.' }],
  });
}

/** Discussions of a project, the newest first, with where each says what was searched for. */
export async function listDiscussions(
  core: Core,
  projectId: string,
  { q, archived, ...query }: ListDiscussions,
): Promise<Page<DiscussionItem>> {
  const terms = q === undefined ? [] : termsOf(q);
  const limit = q === undefined ? query.limit : Math.min(query.limit, mostFound);
  const rows = await listDiscussionRows(core.db, projectId, {
    ...{ ...query, limit, words: terms, isArchived: archived === 'true' },
  });
  const snippets = await describeFound(core, rows.slice(0, limit), terms);
  return toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => ({ ...toDiscussion(row), found: snippets.get(row.found_id ?? '') ?? null }),
  );
}

async function describeFound(
  core: Core,
  rows: readonly ListedDiscussion[],
  terms: readonly Term[],
): Promise<Map<string, NonNullable<DiscussionItem['found']>>> {
  const ids = rows.flatMap(({ found_id }) => found_id ?? []);
  const words = terms.map(({ text }) => text);
  const described = await describeEntities(core.db, 'message', ids, words);
  const mark = marking(terms);
  return new Map(
    described.map(({ id, excerpt: text, is_begun: isBegun, is_cut: isCut }) => [
      id,
      { message_id: id, snippet: toSnippet({ text, isBegun, isCut }, mark) },
    ]),
  );
}

export async function listSimilar(core: Core, id: string, limit: number): Promise<SimilarDiscussion[]> {
  const row = await findDiscussionRow(core.db, id);
  if (!row) throw notFound('discussion');
  const alike = await listSimilarRows(core.db, row.project_id, id, limit);
  return alike.map(({ likeness, ...each }) => ({
    discussion: { ...toDiscussion(each), found: null },
    likeness,
  }));
}
