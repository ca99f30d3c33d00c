import type { ModelPrivacy } from '@overmind/contracts/entities/model';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { type RawBuilder, sql } from 'kysely';
import { decodeCursor, microsOf, timeOfMicros, toPage } from '../../cursor.ts';
import { type Db, iso } from '../../database.ts';
import type { RunPayload } from '../execution/runs.ts';
import { type InputReader, seenBy } from './prompt-inputs.ts';

/** Whom the words of a run were for: its coding agent, its language model, or the first of its reviewers. */
export type ToldInRun = 'acp' | 'model' | 'reviewer';

/** A run that is over, as an input of the words that it was given. */
export interface PromptedRun {
  id: string;
  project_id: string;
  project_name: string;
  agent_id: string;
  task_id: string;
  repo_path: string;
  attempt: number;
  payload: RunPayload;
  /** Of the template, where the ledger knows it. */
  version: number | null;
  answered_by: string | null;
  /** That held for the calls of its models; null where there were none. */
  privacy: ModelPrivacy | null;
  started_at: string;
}
type Row = Omit<PromptedRun, 'started_at'> & { started_at: Date; created_micros: number };

export interface PromptedRuns {
  told: ToldInRun;
  /** Whose projects; null for all. */
  reader: InputReader | null;
  project?: string | undefined;
}

/** How far back runs are looked through, in each project. */
const newest = 1_000;

const isTold = (told: ToldInRun): RawBuilder<unknown> =>
  told === 'reviewer'
    ? sql`jsonb_array_length(coalesce(r.payload -> 'reviewers', '[]')) > 0`
    : sql`r.executor = ${told}`;

const isUse = (told: ToldInRun): RawBuilder<unknown> =>
  told === 'reviewer'
    ? sql`use ->> 'reviewer' = r.payload #>> '{reviewers,0,reviewer}'`
    : sql`use ->> 'reviewer' is null`;

async function select(
  db: Db,
  { told, reader, project }: PromptedRuns,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<Row[]> {
  const isOfProject = project === undefined ? sql`true` : sql`p.id = ${project}`;
  const { rows } =
    await sql<Row>`select r.id, r.project_id, p.name as project_name, r.agent_id, r.task_id, r.repo_path,
      r.attempt, r.payload, v.version, u.use ->> 'model' as answered_by, u.use ->> 'privacy' as privacy, r.started_at,
      ${microsOf('r.created_at')} as created_micros
    from projects p
    cross join lateral (select * from agent_runs where project_id = p.id
      order by created_at desc, id desc limit ${newest}) r
    left join lateral (select use from jsonb_array_elements(coalesce(r.metrics -> 'model_uses', '[]')) use
      where ${isUse(told)} order by use ->> 'status' = 'ok' desc limit 1) u on true
    left join prompt_versions v on v.id = (u.use #>> '{prompt,prompt_version_id}')::uuid
    where ${seenBy(reader, sql.ref('p.id'))} and ${isOfProject} and ${isTold(told)}
      and r.started_at is not null and r.finished_at is not null and ${where}
    order by r.created_at desc, r.id desc limit ${limit}`.execute(db);
  return rows;
}

const toRun = ({ created_micros: _, started_at, ...row }: Row): PromptedRun => ({
  ...row,
  started_at: iso(started_at),
});

/** Newest first. */
export async function listPromptedRunPage(
  db: Db,
  asked: PromptedRuns,
  { limit, cursor }: PageQuery,
): Promise<Page<PromptedRun>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, 'micros', 'id');
  const isAfter =
    after === null ? sql`true` : sql`(r.created_at, r.id) < (${timeOfMicros(after[0])}, ${after[1]}::uuid)`;
  const rows = await select(db, asked, isAfter, limit + 1);
  return toPage(rows, limit, (row) => [row.created_micros, row.id], toRun);
}

/** The newest ones. */
export const listLatestPromptedRuns = async (
  db: Db,
  asked: PromptedRuns,
  count: number,
): Promise<PromptedRun[]> => (await select(db, asked, sql`true`, count)).map(toRun);

/** Those that are there, newest first. */
export const listChosenPromptedRuns = async (
  db: Db,
  asked: PromptedRuns,
  ids: readonly string[],
): Promise<PromptedRun[]> =>
  (await select(db, asked, sql`r.id = any(${ids}::uuid[])`, ids.length)).map(toRun);
