import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { PromptValue } from '@overmind/contracts/entities/prompt';
import type { PromptInput } from '@overmind/contracts/entities/prompt-test';
import { roles } from '@overmind/contracts/entities/user';
import { type RawBuilder, sql } from 'kysely';
import { decodeCursor, microsOf, timeOfMicros, toPage } from '../../cursor.ts';
import { type Db, iso, type Tx, toJson } from '../../database.ts';

interface InputRow {
  callId: string;
  /** A version of the template that it is an input of. */
  versionId: string;
  projectId: string | null;
  values: Readonly<Record<string, PromptValue>>;
  isCut: boolean;
  startedAt: string;
}

/** Keeps what a call was made with, for as long as the call is kept. */
export async function insertPromptInput(tx: Tx, input: InputRow): Promise<void> {
  await sql`insert into prompt_inputs (call_id, template_id, project_id, given, is_cut, started_at)
    select ${input.callId}, template_id, ${input.projectId}, ${toJson(input.values)}::jsonb, ${input.isCut},
      ${input.startedAt}::timestamptz
    from prompt_versions where id = ${input.versionId}`.execute(tx);
}

/** What a test needs to know of an input besides what people are shown. */
export type TestedInput = PromptInput & { agent_id: string | null };

type Row = Omit<TestedInput, 'started_at'> & { started_at: Date; started_micros: number };

const columns = sql`i.call_id as id, null as run, i.project_id, p.name as project_name, v.version, c.agent_id,
  c.routing->>'answered_by' as answered_by, c.routing->>'privacy' as privacy, i.given as values, i.is_cut,
  i.started_at, ${microsOf('i.started_at')} as started_micros`;
const joined = sql`prompt_inputs i join model_calls c on c.id = i.call_id
  join prompt_versions v on v.id = c.prompt_version_id left join projects p on p.id = i.project_id`;

async function select(db: Db, where: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where ${where}
    order by i.started_at desc, i.call_id desc limit ${limit}`.execute(db);
  return rows;
}

const toTested = ({ started_micros: _, started_at, ...row }: Row): TestedInput => ({
  ...row,
  started_at: iso(started_at),
});

const withProject = (projectId: string | undefined): RawBuilder<unknown> =>
  projectId === undefined ? sql`true` : sql`i.project_id = ${projectId}`;

/** Who is shown inputs: those of the projects that they maintain, and those of none. */
export interface InputReader {
  userId: string;
  /** Where it is given, those of this project only. */
  onlyProjectId: string | null;
}

const maintaining = roles.slice(roles.indexOf('maintainer'));

/** Null is the program itself, which sees all; `project` is the column of the project's id. */
export function seenBy(reader: InputReader | null, project = sql.ref('i.project_id')): RawBuilder<unknown> {
  if (reader === null) return sql`true`;
  const { userId, onlyProjectId } = reader;
  const isOpen = sql`(${project} is null or exists (select from project_members m
    where m.project_id = ${project} and m.user_id = ${userId} and m.role = any(${maintaining}::text[])))`;
  return onlyProjectId === null ? isOpen : sql`${project} = ${onlyProjectId} and ${isOpen}`;
}

/** Newest first. */
export async function listInputPage(
  db: Db,
  promptId: string,
  reader: InputReader | null,
  { limit, cursor, project }: PageQuery & { project?: string | undefined },
): Promise<Page<PromptInput>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, 'micros', 'id');
  const isAfter =
    after === null
      ? sql`true`
      : sql`(i.started_at, i.call_id) < (${timeOfMicros(after[0])}, ${after[1]}::uuid)`;
  const rows = await select(
    db,
    sql`i.template_id = ${promptId} and ${seenBy(reader)} and ${withProject(project)} and ${isAfter}`,
    limit + 1,
  );
  return toPage(
    rows,
    limit,
    (row) => [row.started_micros, row.id],
    (row) => toShown(toTested(row)),
  );
}

const toShown = ({ agent_id: _, ...input }: TestedInput): PromptInput => input;

export async function listLatestInputs(
  db: Db,
  promptId: string,
  reader: InputReader | null,
  { count, project }: { count: number; project?: string | undefined },
): Promise<TestedInput[]> {
  const where = sql`i.template_id = ${promptId} and ${seenBy(reader)} and ${withProject(project)}`;
  return (await select(db, where, count)).map(toTested);
}

/** Those that are there, of this prompt only, newest first. */
export async function listChosenInputs(
  db: Db,
  promptId: string,
  reader: InputReader | null,
  ids: readonly string[],
): Promise<TestedInput[]> {
  const where = sql`i.template_id = ${promptId} and ${seenBy(reader)} and i.call_id = any(${ids}::uuid[])`;
  return (await select(db, where, ids.length)).map(toTested);
}

/** Drops some of what is beyond the newest `kept` of a template and a project, or of no project; gives how many went. */
export async function deleteOldInputs(
  db: Db,
  { kept, limit }: { kept: number; limit: number },
): Promise<number> {
  const beyond = (where: RawBuilder<unknown>) => sql`(select i.call_id from prompt_inputs i
    where i.template_id = t.id and ${where}
    order by i.started_at desc, i.call_id desc limit ${limit} offset ${kept})`;
  const { numAffectedRows } = await sql`delete from prompt_inputs where call_id = any(array(
    select old.call_id from prompt_templates t cross join projects p
      cross join lateral ${beyond(sql`i.project_id = p.id`)} old
    union all
    select old.call_id from prompt_templates t cross join lateral ${beyond(sql`i.project_id is null`)} old
    limit ${limit}))`.execute(db);
  return Number(numAffectedRows ?? 0);
}
