import { specPhases } from '@overmind/contracts/entities/spec';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../database.ts';

interface Rule {
  /** What is wrong, to be put after the name of the first row that breaks it. */
  says: string;
  /** Selects the names of rows that break it. */
  broken: (projectId: string) => RawBuilder<{ name: string }>;
}

const tasksThat = (condition: RawBuilder<unknown>) => (projectId: string) =>
  sql<{ name: string }>`select t.key as name from tasks t where t.project_id = ${projectId} and ${condition}`;
const runsThat = (condition: RawBuilder<unknown>) => (projectId: string) =>
  sql<{ name: string }>`
  select t.key || ', attempt ' || r.attempt as name
  from agent_runs r join tasks t on t.id = r.task_id where r.project_id = ${projectId} and ${condition}`;

const specsThat = (condition: RawBuilder<unknown>) => (projectId: string) =>
  sql<{ name: string }>`
  select 'SPEC-' || s.number as name from specs s where s.project_id = ${projectId} and ${condition}`;
const phaseOrder = sql.join(specPhases.map((phase) => sql.lit(phase)));
/** The phases of a spec that are not approved, in their order. */
const openPhases = sql`select p.phase from spec_phases p where p.spec_id = s.id and p.status <> 'approved'
  order by array_position(array[${phaseOrder}], p.phase)`;

/** What triggers keep of rows that come to be, asked of rows that came in. */
const rules: Rule[] = [
  {
    says: 'is done without a successful run',
    broken: tasksThat(sql`t.status = 'done' and not exists
      (select from agent_runs r where r.task_id = t.id and r.status = 'completed')`),
  },
  {
    says: 'is blocked and nothing says why',
    broken: tasksThat(sql`t.status = 'blocked' and not exists (select from task_events e
      where e.task_id = t.id and e.event_type = 'status_changed' and e.payload ->> 'to' = 'blocked'
        and coalesce(e.payload ->> 'reason', '') <> '')`),
  },
  {
    says: 'names a latest run that is none of its own',
    broken: tasksThat(sql`t.latest_run_id is not null and not exists
      (select from agent_runs r where r.id = t.latest_run_id and r.task_id = t.id)`),
  },
  {
    says: 'has a higher number than its project ever gave',
    broken: tasksThat(sql`t.number > (select c.task_number from project_task_counters c
      where c.project_id = t.project_id)`),
  },
  {
    says: 'has a log that is shorter or longer than its run says',
    broken: runsThat(sql`r.log_seq <> coalesce(
      (select max(l.last_seq) from agent_run_logs l where l.run_id = r.id), 0)`),
  },
  {
    says: 'has a transcript that is shorter or longer than its run says',
    broken: runsThat(sql`r.transcript_seq <> coalesce(
      (select max(s.last_seq) from agent_run_transcript s where s.run_id = r.id), 0)`),
  },
  {
    says: 'asked for leave in the name of another task',
    broken: runsThat(sql`exists
      (select from run_permissions p where p.run_id = r.id and p.task_id <> r.task_id)`),
  },
  {
    says: 'left a file that belongs to another task',
    broken: runsThat(sql`exists (select from artifacts a where a.run_id = r.id and a.task_id <> r.task_id)`),
  },
  {
    says: 'does not have each phase once',
    broken: specsThat(
      sql`(select count(*) from spec_phases p where p.spec_id = s.id) <> ${specPhases.length}`,
    ),
  },
  {
    says: 'has a phase without the texts that it says it had',
    broken: specsThat(sql`exists (select from spec_phases p where p.spec_id = s.id and
      (p.version, p.version) <> (select count(*), coalesce(max(v.version), 0) from spec_phase_versions v
        where v.spec_id = s.id and v.phase = p.phase))`),
  },
  {
    says: 'has a phase that was approved before an earlier one',
    broken: specsThat(sql`exists (select from spec_phases p where p.spec_id = s.id and p.status = 'approved'
      and array_position(array[${phaseOrder}], p.phase) >
        array_position(array[${phaseOrder}], (${openPhases} limit 1)))`),
  },
  {
    says: 'does not stand at the first phase that is not approved',
    broken: specsThat(sql`(s.phase, s.status) <>
      (select coalesce((${openPhases} limit 1), ${specPhases.at(-1)}::text),
        case when exists (${openPhases}) then 'active' else 'completed' end)`),
  },
];

/** The first thing in an imported project that could not have come to be here; null when all is sound. */
export async function findBrokenRule(tx: Tx, projectId: string): Promise<string | null> {
  for (const { broken, says } of rules) {
    const { rows } = await sql<{ name: string }>`${broken(projectId)} limit 1`.execute(tx);
    if (rows[0]) return `${rows[0].name} ${says}`;
  }
  return null;
}
