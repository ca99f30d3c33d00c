import type { Message } from '@overmind/contracts/entities/conversation';
import type { Provenance } from '@overmind/contracts/entities/provenance';
import { iso } from '@overmind/db/database';
import { toRun } from '@overmind/db/queries/execution/runs';
import { findUserRow } from '@overmind/db/queries/identity/users';
import { findApprover } from '@overmind/db/queries/review/merge-queues';
import { toMerge } from '@overmind/db/queries/review/merges';
import {
  type DecidedIn,
  findAgentName,
  findDecidedIn,
  findRequest,
} from '@overmind/db/queries/review/provenance';
import { findMessage } from '@overmind/db/queries/talk/conversations';
import { findTaskRow, type TaskRow, toTask } from '@overmind/db/queries/work/tasks';
import type { Core } from '../core.ts';
import { askBlame, type Line } from './blame.ts';
import { findOrigin, type Origin } from './origin.ts';

type Asked = Pick<Provenance, 'request' | 'discussion' | 'message' | 'author'> & { detail: string | null };

const findSaid = async (core: Core, id: string | null | undefined): Promise<Message | null> =>
  id == null ? null : findMessage(core.db, id);

const discussionOf = ({ id, title }: DecidedIn, decidedWith: Message | null): Asked['discussion'] => ({
  ...{ id, title },
  ...(decidedWith === null ? {} : { decided_with: decidedWith }),
});

/** Who asked for a task, and with which words. */
async function findAsked(core: Core, task: TaskRow): Promise<Asked> {
  const request =
    task.request_id === null ? null : await findRequest(core.db, task.project_id, task.request_id);
  const authorId = request?.created_by_user_id ?? task.created_by_user_id;
  const author = authorId === null ? null : await findUserRow(core.db, authorId);
  const decided = request === null ? null : await findDecidedIn(core.db, request.id);
  const message =
    (await findSaid(core, request?.message_id)) ?? (await findSaid(core, decided?.origin_message_id));
  const decidedWith = await findSaid(core, decided?.decision_message_id);
  return {
    request:
      request === null
        ? null
        : {
            ...{ id: request.id, text: request.text, source: request.source },
            created_at: iso(request.created_at),
          },
    ...(decided === null ? {} : { discussion: discussionOf(decided, message === null ? null : decidedWith) }),
    message: message ?? decidedWith,
    author: author === null ? null : author.display_name || author.email,
    detail: request === null ? 'The task was added as it is, not asked for in a conversation.' : null,
  };
}

/** The sound of the words, where they were spoken. */
function playable(message: Asked['message']): Pick<Provenance, 'recording'> {
  const spoken = message?.recording;
  if (spoken === undefined) return {};
  const range = `${spoken.start_ms / 1000},${spoken.end_ms / 1000}`;
  return { recording: { ...spoken, audio: `/api/recordings/${spoken.id}/audio#t=${range}` } };
}

const nobodyAsked: Asked = { request: null, message: null, author: null, detail: null };

async function findPeople(core: Core, { run, merge }: Origin, task: TaskRow | null) {
  const asked = task === null ? nobodyAsked : await findAsked(core, task);
  const commit = merge?.head_commit ?? run?.head_commit ?? null;
  const approver = task === null || commit === null ? null : await findApprover(core.db, task.id, commit);
  return { asked, approved_by: approver === null ? null : approver.name || approver.email };
}

/** Walks from a line of code back to the run that wrote it, its task, and the words that asked for it. */
export async function explainLine(core: Core, projectId: string, line: Line): Promise<Provenance> {
  const { blame, isWithin } = await askBlame(core, projectId, line);
  const origin = await findOrigin(core, projectId, blame, isWithin);
  const task = origin.run === null ? null : await findTaskRow(core.db, origin.run.task_id);
  const { asked, approved_by } = await findPeople(core, origin, task);
  return {
    ...{ path: line.path, line: line.line, text: blame.text },
    commit: {
      ...{ sha: blame.commit, author: blame.author, committed_at: blame.committed_at },
      subject: blame.message.split('\n')[0] ?? '',
    },
    merge: origin.merge === null ? null : toMerge(origin.merge),
    run: origin.run === null ? null : toRun(origin.run),
    agent: origin.run === null ? null : await findAgentName(core.db, origin.run.agent_id),
    task: task === null ? null : toTask(task),
    ...{ approved_by, request: asked.request, message: asked.message, author: asked.author },
    ...(asked.discussion === undefined ? {} : { discussion: asked.discussion }),
    recording_id: asked.message?.recording?.id ?? null,
    ...playable(asked.message),
    detail: origin.detail ?? asked.detail,
  };
}
