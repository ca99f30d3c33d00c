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
  /** For a session, and the entry of its transcript in which the words stand. */
  run_id: string | null;
  entry_id: string | null;
}

type Link = Exclude<keyof DescribedEntity, 'id' | 'title' | 'excerpt' | 'is_begun' | 'is_cut'>;
type Links = Record<Link, RawBuilder<unknown>>;

interface Source {
  from: RawBuilder<unknown>;
  title: RawBuilder<unknown>;
  body: RawBuilder<unknown>;
  links: Partial<Links>;
}

const noLinks: Links = {
  ...{ status: sql`null`, conversation_id: sql`null::uuid`, is_in_discussion: sql`false` },
  ...{ task_id: sql`null::uuid`, task_key: sql`null`, spec_key: sql`null` },
  ...{ run_id: sql`null::uuid`, entry_id: sql`null` },
};
const columnsOf = (links: Partial<Links>) =>
  sql.join(
    Object.entries({ ...noLinks, ...links }).map(([name, value]) => sql`${value} as ${sql.ref(name)}`),
  );

const ofTask = { task_id: sql`t.id`, task_key: sql`t.key` };
const sources: Record<SearchKind, Source> = {
  message: {
    from: sql`messages e join conversations c on c.id = e.conversation_id`,
    ...{ title: sql`c.title`, body: sql`e.content` },
    links: { conversation_id: sql`e.conversation_id`, is_in_discussion: sql`c.kind = 'discussion'` },
  },
  task: {
    from: sql`tasks e cross join lateral (select task_text(e.id) as body offset 0) texts`,
    ...{ title: sql`e.title`, body: sql`texts.body` },
    links: { status: sql`e.status`, task_id: sql`e.id`, task_key: sql`e.key` },
  },
  run: {
    from: sql`agent_runs e join tasks t on t.id = e.task_id`,
    ...{ title: sql`t.title`, body: sql`run_text(e.summary, e.status_detail, e.reason)` },
    links: { status: sql`e.status`, ...ofTask },
  },
  session: {
    from: sql`run_passages e join agent_runs r on r.id = e.run_id join tasks t on t.id = r.task_id`,
    ...{ title: sql`t.title`, body: sql`e.text` },
    links: {
      ...{ status: sql`e.status`, ...ofTask, run_id: sql`e.run_id` },
      entry_id: sql`e.entry_ids[(select count(*)::int from unnest(e.entry_starts) s where s <= place.first)]`,
    },
  },
  transcript: {
    from: sql`recordings e`,
    ...{ title: sql`e.title`, body: sql`coalesce(e.transcript_text, '')` },
    links: { status: sql`e.status`, conversation_id: sql`e.conversation_id` },
  },
  spec: {
    // With an offset it is put together once.
    from: sql`specs e cross join lateral (select spec_text(e.id) as body offset 0) texts`,
    ...{ title: sql`e.title`, body: sql`texts.body` },
    links: { status: sql`e.status`, spec_key: sql`'SPEC-' || e.number` },
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
      place.begins > 1 as is_begun, length(${body}) >= place.begins + ${excerptChars} as is_cut, ${columnsOf(links)}
    from ${from} cross join lateral (
      -- With an offset it is not made anew for each word.
      select search_folded(substr(${body}, 1, ${searchedChars})) as folded offset 0) searched cross join lateral (
      select first, greatest(1, first - ${before}) as begins from (
        select coalesce(min(nullif(position(search_folded(w) in folded), 0)), 1) as first
        from unnest(${[...words]}::text[]) w) words) place
    where e.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
