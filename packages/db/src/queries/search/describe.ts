import type { SearchKind, SearchStatus } from '@overmind/contracts/entities/search';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database.ts';

/** What is shown of an entity that was found. */
export interface DescribedEntity {
  id: string;
  title: string;
  excerpt: string;
  is_begun: boolean;
  is_cut: boolean;
  status: SearchStatus | null;
  conversation_id: string | null;
  is_in_discussion: boolean;
  task_id: string | null;
  task_key: string | null;
  spec_key: string | null;
}

interface Source {
  from: RawBuilder<unknown>;
  title: RawBuilder<unknown>;
  body: RawBuilder<unknown>;
  links: RawBuilder<unknown>;
}

const runBody = sql`run_text(e.summary, e.status_detail, e.reason)`;
const sources: Record<SearchKind, Source> = {
  message: {
    from: sql`messages e join conversations c on c.id = e.conversation_id`,
    ...{ title: sql`c.title`, body: sql`e.content` },
    links: sql`null as status, e.conversation_id, null::uuid as task_id, null as task_key, null as spec_key,
      c.kind = 'discussion' as is_in_discussion`,
  },
  task: {
    from: sql`tasks e cross join lateral (select task_text(e.id) as body offset 0) texts`,
    ...{ title: sql`e.title`, body: sql`texts.body` },
    links: sql`e.status, null::uuid as conversation_id, e.id as task_id, e.key as task_key, null as spec_key,
      false as is_in_discussion`,
  },
  run: {
    from: sql`agent_runs e join tasks t on t.id = e.task_id`,
    ...{ title: sql`t.title`, body: runBody },
    links: sql`e.status, null::uuid as conversation_id, t.id as task_id, t.key as task_key, null as spec_key,
      false as is_in_discussion`,
  },
  transcript: {
    from: sql`recordings e`,
    ...{ title: sql`e.title`, body: sql`coalesce(e.transcript_text, '')` },
    links: sql`e.status, e.conversation_id, null::uuid as task_id, null as task_key, null as spec_key,
      false as is_in_discussion`,
  },
  spec: {
    // With an offset it is put together once.
    from: sql`specs e cross join lateral (select spec_text(e.id) as body offset 0) texts`,
    ...{ title: sql`e.title`, body: sql`texts.body` },
    links: sql`e.status, null::uuid as conversation_id, null::uuid as task_id, null as task_key,
      'SPEC-' || e.number as spec_key, false as is_in_discussion`,
  },
};

const before = 80;
const excerptChars = 320;
/** Words are looked for in so much of a text; what holds them only after that is shown by its beginning. */
const searchedChars = 100_000;

/** Entities of one kind with what stands around the first of the words; those that are gone are left out. */
export async function describeEntities(
  db: Db,
  kind: SearchKind,
  ids: readonly string[],
  words: readonly string[],
): Promise<DescribedEntity[]> {
  if (ids.length === 0) return [];
  const { from, title, body, links } = sources[kind];
  const { rows } = await sql<DescribedEntity>`
    select e.id, ${title} as title, substr(${body}, place.begins, ${excerptChars}) as excerpt,
      place.begins > 1 as is_begun, length(${body}) >= place.begins + ${excerptChars} as is_cut, ${links}
    from ${from} cross join lateral (
      -- With an offset it is not made anew for each word.
      select search_folded(substr(${body}, 1, ${searchedChars})) as folded offset 0) searched cross join lateral (
      select greatest(1, coalesce(min(nullif(position(search_folded(w) in folded), 0)), 1) - ${before}) as begins
      from unnest(${[...words]}::text[]) w) place
    where e.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
