import type { TestCore } from './start-test-core.ts';

/** Everything that cycles leave behind, in an order and in words that are the same for every project. */
const queries = {
  tasks: `select t.number, t.title, t.status, t.status_reason, t.is_ready, t.after, t.priority, t.attempts, t.overlaps,
      a.name as agent, array(select b.number from task_dependencies d join tasks b on b.id = d.depends_on_task_id
        where d.task_id = t.id order by 1) as depends_on
    from tasks t left join agents a on a.id = t.assigned_agent_id where t.project_id = $1 order by t.number`,
  runs: `select t.number, r.attempt, r.status, r.reason from agent_runs r join tasks t on t.id = r.task_id
    where r.project_id = $1 order by t.number, r.attempt`,
  requests: `select text, status, intent from requests where project_id = $1 order by created_at, id`,
  messages: `select m.role, m.message_type, m.content from messages m join conversations c on c.id = m.conversation_id
    where c.project_id = $1 order by m.id`,
  cycles: `select state, trigger, counts, error from orchestrator_cycles where project_id = $1 order by id`,
  versions: `select version, kind, reason from project_state_versions where project_id = $1 order by version`,
  taskEvents: `select t.number, e.event_type, e.payload ->> 'to' as status, e.payload ->> 'reason' as reason, e.actor
    from task_events e join tasks t on t.id = e.task_id where t.project_id = $1 and e.actor = 'orchestrator'
    order by t.number, e.id`,
  counts: `select status, sum(n)::int as count from (
      select status, count as n from task_counts where project_id = $1
      union all select status, change from task_count_changes where project_id = $1
    ) each group by status order by status`,
  /** Told once each: numbered without a gap from 1 to the counter. */
  events: `select event_type, count(*)::int, (select event_seq::int = (select count(*) from realtime_events where
      project_id = $1) and (select min(seq) from realtime_events where project_id = $1) = 1
      from project_counters where project_id = $1) as is_gapless
    from realtime_events where project_id = $1 group by event_type order by event_type`,
  looks: 'select 1 from task_looks where project_id = $1',
};

export async function readRecords(
  pool: TestCore['database']['pool'],
  projectId: string,
): Promise<Record<string, unknown[]>> {
  const { rows } = await pool.query<{ key: string }>('select key from projects where id = $1', [projectId]);
  const key = new RegExp(`\\b${rows[0]?.key}-`, 'g');
  const records: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(queries)) {
    const found = await pool.query<Record<string, unknown>>(sql, [projectId]);
    records[name] = JSON.parse(
      JSON.stringify(found.rows)
        .replace(key, 'KEY-')
        .replace(/request [0-9a-f-]{36}/g, 'request ID'),
    );
  }
  return records;
}
