/*
 * The plain design that most would write first: a runner posts each log line, and the server makes two inserts
 * of it, the line and an event that tells of the line. Everything is durable when it answers.
 */
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['REFERENCE_DATABASE_URL'], max: 10 });
await pool.query(`
  create schema if not exists reference;
  create table if not exists reference.log_lines (
    id bigserial primary key, run_id uuid not null, seq integer not null, stream text not null,
    message text not null, created_at timestamptz not null default now());
  create index if not exists log_lines_run on reference.log_lines (run_id, seq);
  create table if not exists reference.events (
    id bigserial primary key, type text not null, payload jsonb not null,
    created_at timestamptz not null default now())`);

interface Line {
  run_id: string;
  seq: number;
  message: string;
}

const app = Fastify();
app.post<{ Body: Line }>('/lines', async ({ body: { run_id: runId, seq, message } }) => {
  await pool.query('insert into reference.log_lines (run_id, seq, stream, message) values ($1, $2, $3, $4)', [
    runId,
    seq,
    'stdout',
    message,
  ]);
  await pool.query('insert into reference.events (type, payload) values ($1, $2)', [
    'log',
    JSON.stringify({ run_id: runId, seq, message }),
  ]);
  return { ok: true };
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready', url });
