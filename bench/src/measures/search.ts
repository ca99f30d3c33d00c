import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Project } from '@overmind/contracts/entities/project';
import type { Installation } from '../installation.ts';
import type { Figure } from '../result.ts';
import { ms, type Spread, spreadOf } from '../stats.ts';

const messages = 200_000;
const batch = 10_000;
const wordsEach = 14;
const root = join(import.meta.dirname, '../../..');

/** The words of this project's own documents in their order: as frequent as people use them. */
async function readText(): Promise<string[]> {
  const files = (await readdir(join(root, 'docs'), { recursive: true })).filter((file) =>
    file.endsWith('.md'),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(root, 'docs', file), 'utf8')));
  return texts.flatMap((text) => text.toLowerCase().match(/[a-z]{2,}/g) ?? []);
}

/** The most frequent first. */
function rank(text: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([word]) => word);
}

const oneOf = <T>(items: readonly T[]): T | undefined => items[Math.floor(Math.random() * items.length)];
const makeMessage = (text: readonly string[]): string =>
  Array.from({ length: wordsEach }, () => oneOf(text)).join(' ');

/** Whose each fourth message is or is about. */
const agent = randomUUID();

/** A year of chat in each of the projects, put in beside the triggers. */
async function fill({ pool }: Installation, projects: readonly Project[], text: string[]): Promise<void> {
  const client = await pool.connect();
  const index = await client.query(`select pg_get_indexdef('search_entries_words'::regclass) as definition`);
  await client.query('set session_replication_role = replica; drop index search_entries_words');
  for (const { id } of projects) {
    for (let from = 0; from < messages; from += batch)
      await client.query(
        `with said as (
          insert into messages (id, conversation_id, role, message_type, content, content_format, created_at)
          select gen_random_uuid(), (select id from conversations where project_id = $1 limit 1), 'user', 'chat', t,
            'plain', now() - ($3::int + n) * interval '150 seconds' from unnest($2::text[]) with ordinality u (t, n)
          returning id, created_at, content)
        insert into search_entries (entity_id, project_id, kind, agent_id, happened_at, words)
        select id, $1, 'message', case when row_number() over () % 4 = 0 then $4::uuid end, created_at, content
        from said`,
        [id, Array.from({ length: batch }, () => makeMessage(text)), from, agent],
      );
  }
  await client.query(index.rows[0].definition);
  await client.query('set session_replication_role = origin');
  for (const table of ['search_entries', 'messages']) await client.query(`vacuum analyze ${table}`);
  client.release();
}

const pick = (ranked: readonly string[], from: number, to: number): string =>
  oneOf(ranked.slice(Math.floor(ranked.length * from), Math.ceil(ranked.length * to))) ?? '';
const frequent = (ranked: readonly string[]): string => pick(ranked, 0, 0.01);
const seldom = (ranked: readonly string[]): string => pick(ranked, 0.05, 0.3);
const rare = (ranked: readonly string[]): string => pick(ranked, 0.9, 1);

const asks: [string, (ranked: readonly string[]) => string][] = [
  ['a frequent word', (ranked) => `q=${frequent(ranked)}`],
  ['a word now and then', (ranked) => `q=${seldom(ranked)}`],
  ['a rare word', (ranked) => `q=${rare(ranked)}`],
  ['an absent word', () => `q=zebra${Math.floor(Math.random() * 1_000)}`],
  ['two frequent words', (ranked) => `q=${frequent(ranked)}+${frequent(ranked)}`],
  ['a frequent and a rare word', (ranked) => `q=${frequent(ranked)}+${rare(ranked)}`],
  ['two words now and then', (ranked) => `q=${seldom(ranked)}+${seldom(ranked)}`],
  ['a phrase', (ranked) => `q=%22${frequent(ranked)}+${seldom(ranked)}%22`],
  ['a rare word of an agent', (ranked) => `q=${rare(ranked)}&agent=${agent}`],
  ['a word now and then of an agent', (ranked) => `q=${seldom(ranked)}&agent=${agent}`],
  ['a rare word of a kind, since a day', (ranked) => `q=${rare(ranked)}&kind=message&from=${halfYearAgo()}`],
  ['a frequent word, up to a day', (ranked) => `q=${frequent(ranked)}&to=${halfYearAgo()}`],
];
const halfYearAgo = (): string => new Date(Date.now() - 182 * 86_400_000).toISOString();

async function timed(times: number, call: () => Promise<unknown>): Promise<Spread> {
  const samples: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const startedAt = performance.now();
    await call();
    samples.push(performance.now() - startedAt);
  }
  return spreadOf(samples);
}

/** What a search is without an index of its own. */
async function plain({ pool }: Installation, { id }: Project, word: string): Promise<Spread> {
  return timed(5, () =>
    pool.query(
      `select m.* from messages m join conversations c on c.id = m.conversation_id
      where c.project_id = $1 and m.content ilike '%' || $2 || '%' order by m.created_at desc limit 50`,
      [id, word],
    ),
  );
}

/** Searches of one project over HTTP, each for other words, beside as much of another project. */
export async function measureSearch(installation: Installation, times: number): Promise<Figure[]> {
  const { person } = installation;
  const projects = [
    await person.post<Project>('/projects', { name: 'Search' }),
    await person.post<Project>('/projects', { name: 'Beside' }),
  ];
  const [project] = projects;
  if (!project) throw new Error('there is no project');
  const text = await readText();
  const ranked = rank(text);
  await fill(installation, projects, text);
  const reference = await plain(installation, project, rare(ranked));
  const figures: Figure[] = [];
  for (const [what, ask] of asks) {
    const spread = await timed(times, () => person.get(`/projects/${project.id}/search?${ask(ranked)}`));
    figures.push({
      what: `search among 200,000 messages: ${what}, p50 / p95 / p99`,
      ...{ value: `${ms(spread.p50)} / ${ms(spread.p95)} / ${ms(spread.p99)} ms`, goal: 'p99 ≤ 10 ms' },
      ...{ beside: comparedTo(reference, spread), data: { ...spread, referenceP50: reference.p50 } },
    });
  }
  return figures;
}

const comparedTo = (reference: Spread, { p50 }: Spread): string =>
  `by reading them all ${ms(reference.p50)} ms: ${(reference.p50 / p50).toFixed(1)} ×`;
