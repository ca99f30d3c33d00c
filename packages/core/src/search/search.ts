import { type Page, type PageQuery, Uuid } from '@overmind/contracts/entities/primitives';
import {
  type SearchKind,
  type SearchResult,
  type SearchStatus,
  searchKinds,
} from '@overmind/contracts/entities/search';
import { AppError } from '@overmind/contracts/errors';
import { toPage } from '@overmind/db/cursor';
import { iso } from '@overmind/db/database';
import { type DescribedEntity, describeEntities } from '@overmind/db/queries/search/describe';
import { type FoundEntry, findEntries } from '@overmind/db/queries/search/find';
import { type Mark, marking, toSnippet } from '@overmind/domain/search/mark';
import { readTerms, type Term } from '@overmind/domain/search/terms';
import type { Core } from '../core.ts';

export interface Search extends PageQuery {
  q: string;
  kind?: readonly SearchKind[] | undefined;
  /** The id of an agent or the key of a persona. */
  agent?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  status?: readonly SearchStatus[] | undefined;
}

function termsOf(q: string): Term[] {
  const terms = readTerms(q);
  if (terms !== null) return terms;
  throw new AppError('malformed', 'Search for at least one word of letters or digits.', {
    errors: [{ pointer: '/q', detail: 'Give a word.' }],
  });
}

/** An agent has an id; what else is named is the key of a persona. */
function whoIn(agent: string | undefined): { agent?: string; sender?: string } {
  if (agent === undefined) return {};
  return Uuid.safeParse(agent).success ? { agent } : { sender: agent };
}

/** All kinds as null. Messages have no status, and are all that personas do. */
function kindsOf({ kind, status }: Omit<Search, 'agent'>, sender: string | undefined): SearchKind[] | null {
  const kinds = searchKinds
    .filter((each) => kind === undefined || kind.includes(each))
    .filter((each) => each === 'message' || sender === undefined)
    .filter((each) => each !== 'message' || status === undefined);
  return kinds.length === searchKinds.length ? null : kinds;
}

function toResult(entry: FoundEntry, entity: DescribedEntity, mark: Mark): SearchResult {
  const { excerpt: text, is_begun: isBegun, is_cut: isCut } = entity;
  return {
    ...{ kind: entry.kind, id: entry.entity_id, agent_id: entry.agent_id },
    ...{ title: mark(entity.title), snippet: toSnippet({ text, isBegun, isCut }, mark) },
    ...{ happened_at: iso(entry.happened_at), status: entity.status },
    conversation_id: entity.conversation_id,
    ...(entity.is_in_discussion ? { is_in_discussion: true } : {}),
    task:
      entity.task_id === null || entity.task_key === null
        ? null
        : { id: entity.task_id, key: entity.task_key },
    ...(entity.spec_key === null ? {} : { spec: { id: entity.id, key: entity.spec_key } }),
    ...(entity.run_id === null || entity.entry_id === null
      ? {}
      : { run: { id: entity.run_id, entry_id: entity.entry_id } }),
  };
}

async function describe(core: Core, entries: readonly FoundEntry[], terms: readonly Term[]) {
  const words = terms.map(({ text }) => text);
  const parts = searchKinds.map((kind) => {
    const ids = entries.filter((entry) => entry.kind === kind).map((entry) => entry.entity_id);
    return describeEntities(core.db, kind, ids, words);
  });
  return new Map((await Promise.all(parts)).flat().map((entity) => [entity.id, entity]));
}

/** Everything in a project that holds all the words, the newest first. */
export async function searchProject(
  core: Core,
  projectId: string,
  { agent, ...search }: Search,
): Promise<Page<SearchResult>> {
  const terms = termsOf(search.q);
  const who = whoIn(agent);
  const kinds = kindsOf(search, who.sender);
  if (kinds?.length === 0) return { items: [], next_cursor: null };
  const found = await findEntries(core.db, projectId, { ...search, ...who, words: terms, kinds });
  const page = toPage(
    found,
    search.limit,
    (entry) => [entry.micros, entry.entity_id],
    (entry) => entry,
  );
  const entities = await describe(core, page.items, terms);
  const mark = marking(terms);
  const items = page.items.flatMap((entry) => {
    const entity = entities.get(entry.entity_id);
    // Deleted while it was searched for.
    return entity === undefined ? [] : [toResult(entry, entity, mark)];
  });
  return { items, next_cursor: page.next_cursor };
}
