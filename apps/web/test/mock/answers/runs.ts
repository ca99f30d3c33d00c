import type { Permission, RunInput } from '@overmind/contracts/entities/permission';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { artifacts, patches, report, reportId } from '../fixtures/artifacts.ts';
import { ago, user, uuid } from '../fixtures/ids.ts';
import { inputs, permission } from '../fixtures/talk.ts';
import { recording, recordingId, terminals } from '../fixtures/terminals.ts';
import { diff, logLine } from '../fixtures/texts.ts';
import { transcripts } from '../fixtures/transcripts.ts';
import type { Feed } from '../socket.ts';
import { type Answers, type Call, ok, page, problem, type Reply, unknown } from './answer.ts';

export interface Talk {
  permissions: Permission[];
  inputs: RunInput[];
}

/** Runs, what was said in them and what they left. */
export function runAnswers(view: Snapshot, feed: Feed, talk: Talk): Answers {
  const logs = ({ id, query }: Call): Reply => {
    const total = view.runs.find((run) => run.id === id)?.log_seq ?? 0;
    const tail = Number(query.get('tail') ?? 0);
    const limit = tail > 0 ? tail : Number(query.get('limit') ?? 2_000);
    const after = tail > 0 ? Math.max(0, total - tail) : Number(query.get('after_seq') ?? 0);
    const wanted = query.get('q');
    const items = [];
    for (let seq = after + 1; seq <= total && items.length < limit; seq += 1) {
      const line = logLine(seq);
      if (wanted === null || line.message.includes(wanted)) items.push(line);
    }
    return ok({ items, next_after_seq: items.at(-1)?.seq ?? after });
  };
  const transcript = ({ id, query }: Call): Reply => {
    const after = Number(query.get('after_seq') ?? 0);
    const limit = Number(query.get('limit') ?? 1_000);
    const items = (transcripts[id] ?? []).slice(after, after + limit);
    return ok({ items, next_after_seq: items.at(-1)?.seq ?? after });
  };
  return {
    'GET /projects/:id/runs': ({ query }) =>
      page(view.runs.filter((run) => run.task_id === query.get('task'))),
    'GET /runs/:id': ({ id }) => {
      const run = view.runs.find((each) => each.id === id);
      return run === undefined ? unknown : ok(run);
    },
    'GET /runs/:id/logs': logs,
    'GET /runs/:id/transcript': transcript,
    'GET /runs/:id/diff': () =>
      ok({ base_commit: '9f1c2ab', head_commit: 'c0ffee5', diff, is_truncated: false, artifact_id: null }),
    'GET /runs/:id/artifacts': ({ id }) =>
      page([...artifacts, ...patches].filter((each) => each.run_id === id)),
    'GET /artifacts/:id/content': ({ id }) =>
      id === reportId ? ok(report) : id === recordingId ? ok(recording) : unknown,
    'GET /runs/:id/terminals': ({ id }) => page(terminals.filter((each) => each.run_id === id)),
    'GET /runs/:id/workspace': ({ id }) => ok({ state: id === uuid(6, 5) ? 'kept' : 'gone' }),
    'GET /runs/:id/permissions': ({ id }) => page(talk.permissions.filter((each) => each.run_id === id)),
    'POST /runs/:id/permissions/:other': ({ body }) => decide(view, feed, talk, body),
    'GET /runs/:id/inputs': ({ id }) => page(talk.inputs.filter((each) => each.run_id === id)),
    'POST /runs/:id/input': ({ id, body }) => {
      const input: RunInput = {
        ...{ id: uuid(8, 20 + talk.inputs.length), run_id: id, text: String(body['text']) },
        ...{ author_user_id: user.id, status: 'queued', detail: null, created_at: ago(0) },
      };
      talk.inputs.push(input);
      return { status: 202, body: input };
    },
  };
}

function decide(view: Snapshot, feed: Feed, talk: Talk, body: Record<string, unknown>): Reply {
  const [known] = talk.permissions;
  if (known === undefined) return unknown;
  if (known.status !== 'pending') return problem(409, 'conflict', 'Grace Hopper denied it already.');
  const usual = body['decision'] === 'allow' ? 'allow_once' : 'reject_once';
  const chosen =
    known.options.find(({ id }) => id === body['option_id']) ??
    known.options.find(({ kind }) => body['decision'] !== undefined && kind === usual);
  const allows = chosen?.kind.startsWith('allow') === true;
  Object.assign(known, {
    option_id: chosen?.id ?? null,
    ...{ status: allows ? 'allowed' : 'denied', decided_by_user_id: user.id, decided_at: ago(0) },
  });
  const run = view.runs.find(({ id }) => id === known.run_id);
  if (run !== undefined) run.is_waiting = false;
  feed.event('agent.run.permission.decided', known.id, { ...known });
  feed.event('agent.run.updated', known.run_id, { is_waiting: false });
  return ok(known);
}

export const newTalk = (): Talk => ({ permissions: [permission()], inputs: inputs() });
