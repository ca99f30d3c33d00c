import type { NewTaskEvent, TaskEvent } from '@overmind/contracts/entities/task';
import { AppError, notFound } from '@overmind/contracts/errors';
import { lockRun } from '@overmind/db/queries/execution/runs';
import { countCommentsOfActor } from '@overmind/db/queries/work/task-events';
import { findTaskRow, type TaskRow } from '@overmind/db/queries/work/tasks';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { withoutSecrets } from '../identity/secrets.ts';
import { type Write, write } from '../write.ts';

const maxPayloadBytes = 16 * 1024;
const maxPayloadDepth = 16;
const maxCommentLength = 10_000;
const maxCommentsOfAgent = 100;

type Entry = Extract<NewTaskEvent, { event_type: string }>;

const badPayload = (detail: string, pointer = '/payload'): AppError =>
  new AppError('invalid', 'This event cannot be added.', { errors: [{ pointer, detail }] });

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}

function requireSmall(payload: Entry['payload']): void {
  if (isDeeper(payload, maxPayloadDepth)) {
    throw badPayload(`Nest at most ${maxPayloadDepth} levels.`);
  }
  if (Buffer.byteLength(JSON.stringify(payload)) > maxPayloadBytes) {
    throw badPayload(`Send at most ${maxPayloadBytes} bytes of JSON; put more into an artifact.`);
  }
}

/** A comment says something, whichever way it comes. */
function requireWords({ comment }: Entry['payload']): void {
  const isSaying = typeof comment === 'string' && comment.trim() !== '' && comment.length <= maxCommentLength;
  if (!isSaying) throw badPayload('A comment is 1 to 10,000 characters.', '/payload/comment');
}

function toEntry(input: NewTaskEvent): Entry {
  if ('comment' in input) return { event_type: 'comment', payload: { comment: input.comment } };
  requireSmall(input.payload);
  if (input.event_type === 'comment') requireWords(input.payload);
  return input;
}

export function addEventIn(
  w: Write,
  { id, key, project_id: projectId }: Pick<TaskRow, 'id' | 'key' | 'project_id'>,
  entry: Entry,
): Promise<TaskEvent> {
  w.audit('task.event_added', id, projectId, { key, event_type: entry.event_type });
  return w.taskEvent(projectId, { task_id: id, ...entry });
}

/**
 * Other entries say what the product or a person did; and no agent fills a history up. What it says may hold the token
 * with which it says it.
 */
async function toEntryOfAgent(w: Write, taskId: string, runId: string, input: NewTaskEvent): Promise<Entry> {
  if (!('comment' in input)) throw new AppError('forbidden', 'An agent can add comments only.');
  // Of comments that come at the same time each counts those before it.
  await lockRun(w.tx, runId);
  if ((await countCommentsOfActor(w.tx, taskId, w.actor)) >= maxCommentsOfAgent)
    throw new AppError(
      'rule_violated',
      `An agent can add ${maxCommentsOfAgent} comments to a task at most.`,
      {
        rule: 'comment.too_many',
      },
    );
  return { event_type: 'comment', payload: { comment: withoutSecrets(input.comment) } };
}

/** Adds to a task's history, whatever its status; it changes nothing else of the task. */
export async function addTaskEvent(
  core: Core,
  call: Call,
  id: string,
  input: NewTaskEvent,
): Promise<TaskEvent> {
  const entry = toEntry(input);
  return write(core, call, async (w) => {
    const task = await findTaskRow(w.tx, id);
    if (!task) throw notFound('task');
    const { actor } = w.call;
    const isOfAgent = actor.kind === 'agent';
    return addEventIn(w, task, isOfAgent ? await toEntryOfAgent(w, id, actor.runId, input) : entry);
  });
}
