import { randomUUID } from 'node:crypto';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { projectId, user } from '../fixtures/ids.ts';
import { messages } from '../fixtures/messages.ts';
import { corrections, recordings, speech } from '../fixtures/recordings.ts';
import { tasks } from '../fixtures/tasks.ts';
import type { Feed } from '../socket.ts';
import { type Answers, type Call, made, ok, page, type Reply, unknown } from './answer.ts';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** As the server searches: whole words, of which the last may be only begun. */
function holds(text: string, wanted: string): boolean {
  const words = wordsOf(text);
  const asked = wordsOf(wanted);
  const begun = asked.pop() ?? '';
  return asked.every((each) => words.includes(each)) && words.some((each) => each.startsWith(begun));
}

function saidFor({ tasks: linked, transcript }: RecordingDetail, task: string | null) {
  const [first] = transcript?.segments ?? [];
  const isOrigin = linked.some(({ id, is_origin }) => id === task && is_origin);
  if (!isOrigin || first === undefined) return {};
  return { said: { start_ms: first.start * 1000, end_ms: first.end * 1000, text: first.text } };
}

/** What was spoken and brought, the words that are heard wrongly, and what the server can do with voices. */
export function recordingAnswers(feed: Feed): Answers {
  const known = structuredClone(recordings);
  const words = structuredClone(corrections);
  const withOne =
    (answer: (recording: RecordingDetail, call: Call) => Reply) =>
    (call: Call): Reply => {
      const found = known.find(({ id }) => id === call.id);
      return found === undefined ? unknown : answer(found, call);
    };
  const change = (recording: RecordingDetail, patch: Partial<RecordingDetail>): Reply => {
    feed.event('recording.updated', recording.id, { ...patch });
    return ok(Object.assign(recording, patch));
  };
  return {
    'GET /speech': () => ok(speech),
    'GET /projects/:id/recordings': ({ query }) => {
      const task = query.get('task');
      const items = known
        .filter(({ tasks: linked }) => task === null || linked.some(({ id }) => id === task))
        .map((each) => ({ ...each, excerpt: each.transcript_text ?? '', ...saidFor(each, task) }));
      return page(items.filter(({ title, excerpt }) => holds(`${title} ${excerpt}`, query.get('q') ?? '')));
    },
    'POST /conversations/:id/recordings': () => {
      const [first] = known;
      if (first === undefined) return unknown;
      const recording = { ...first, id: randomUUID(), title: 'voice-note.m4a', source: 'upload' as const };
      known.unshift(recording);
      return made(recording);
    },
    'GET /recordings/:id': withOne((recording) => ok(recording)),
    'PATCH /recordings/:id': withOne((recording, { body }) => change(recording, body)),
    'DELETE /recordings/:id': withOne((recording) => {
      known.splice(known.indexOf(recording), 1);
      return { status: 204 };
    }),
    'POST /recordings/:id/transcribe': withOne((recording) =>
      change(recording, { status: 'transcribing', transcribed_ms: 0 }),
    ),
    'POST /recordings/:id/message': withOne((recording) => {
      const said = { ...messages[0], id: randomUUID(), content: recording.transcript_text ?? '' };
      recording.messages.push(said.id);
      return made(said);
    }),
    'PUT /recordings/:id/tasks': withOne((recording, { body }) => {
      const ids = body['task_ids'] as string[];
      const linked = tasks.filter(({ id }) => ids.includes(id));
      return change(recording, {
        tasks: [
          ...recording.tasks.filter(({ is_origin }) => is_origin),
          ...linked.map(({ id, key, title }) => ({ id, key, title, is_origin: false })),
        ],
      });
    }),
    'GET /projects/:id/corrections': () => page(words),
    'POST /projects/:id/corrections': ({ body }) => {
      const correction = {
        ...{ id: randomUUID(), project_id: projectId, created_by_user_id: user.id },
        ...{ heard: String(body['heard']), meant: String(body['meant']) },
        created_at: new Date().toISOString(),
      };
      words.push(correction);
      return made(correction);
    },
    'PATCH /corrections/:id': ({ id, body }) => {
      const found = words.find((each) => each.id === id);
      return found === undefined ? unknown : ok(Object.assign(found, body));
    },
    'DELETE /corrections/:id': ({ id }) => {
      words.splice(
        words.findIndex((each) => each.id === id),
        1,
      );
      return { status: 204 };
    },
  };
}
