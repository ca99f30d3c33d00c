import type { Message } from '@overmind/contracts/entities/conversation';
import type { Request, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { Task } from '@overmind/contracts/entities/task';
import { newId } from '@overmind/db/database';
import { listMessagePage } from '@overmind/db/queries/talk/conversations';
import { listRequestPage, lockRequest } from '@overmind/db/queries/work/requests';
import { type Call, userIdOf } from '../../call.ts';
import { createConversation, postMessage } from '../../conversations/talk.ts';
import { runCycles } from '../../cycles/run.ts';
import { getTask, listTasks } from '../../tasks/read.ts';
import { type MadeProject, makeProject, makeRunner } from '../../test-support/makers.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';
import { write } from '../../write.ts';
import { answerUnderstood } from '../answer-in.ts';
import { understandRequest } from '../understand.ts';

/** A project with a runner and a conversation in it. */
export interface Chat {
  on: TestCore;
  made: MadeProject;
  runner: Call;
  id: string;
}

export async function openChat(on: TestCore, mode: 'text' | 'voice' = 'text'): Promise<Chat> {
  const made = await makeProject(on.core, { repoPath: `/roots/${newId()}` });
  const runner = (await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] })).call;
  const { id } = await createConversation(on.core, made.owner, made.project.id, { title: 'Chat', mode });
  return { on, made, runner, id };
}

export const messagesOf = async ({ on, id }: Chat, limit = 50): Promise<Message[]> =>
  (await listMessagePage(on.core.db, id, { limit })).items;
export const requestsOf = async ({ on, id }: Chat, limit = 50): Promise<Request[]> =>
  (await listRequestPage(on.core.db, id, { limit })).items;
export const tasksOf = async ({ on, made }: Chat): Promise<Task[]> =>
  (await listTasks(on.core, made.project.id, { limit: 200 })).items.sort(
    (one, other) => Number(one.key.split('-')[1]) - Number(other.key.split('-')[1]),
  );
export const statusOf = async ({ on }: Chat, id: string) => (await getTask(on.core, id)).status;

/** Whether the project is running or paused, as it is stored. */
export const orchestrationOf = async ({ on, made }: Chat): Promise<string> =>
  (await on.database.pool.query('select settings from projects where id = $1', [made.project.id])).rows[0]
    .settings.orchestration;

async function newestAnswer(chat: Chat): Promise<Message> {
  const [newest] = await messagesOf(chat, 1);
  if (newest === undefined || newest.role === 'user') throw new Error('nothing was answered');
  return newest;
}

/** Says something that nobody has read yet; gives the request that it became. */
export async function post(chat: Chat, text: string, by: Call = chat.made.owner): Promise<string> {
  await postMessage(chat.on.core, by, chat.id, text);
  const [request] = await requestsOf(chat, 1);
  if (!request) throw new Error('the message became no request');
  return request.id;
}

/** Says something and lets the jobs do their work; gives what is said back. */
export async function say(chat: Chat, text: string, by: Call = chat.made.owner): Promise<Message> {
  await understandRequest(chat.on.core, await post(chat, text, by));
  await runCycles(chat.on.core, chat.made.project.id);
  return newestAnswer(chat);
}

const plain: UnderstoodRequest = {
  ...{ kind: 'control', intent: 'ask', tasks: [], targets: [], agent: null, priority: null },
  ...{ needs_clarification: null, choices: [], topic: null, remark: null, words: null, confidence: 1 },
};

/** Says words that are taken for exactly this. */
export async function ask(
  chat: Chat,
  understood: Partial<UnderstoodRequest> | Partial<UnderstoodRequest>[],
  by: Call = chat.made.owner,
): Promise<Message> {
  const id = await post(chat, 'words that stand for others', by);
  const userId = userIdOf(by);
  const call: Call = {
    ...by,
    actor: userId === null ? { kind: 'orchestrator' } : { kind: 'relayer', userId },
  };
  await write(chat.on.core, call, async (w) => {
    const request = await lockRequest(w.tx, id);
    const list = Array.isArray(understood) ? understood : [understood];
    if (request) {
      await answerUnderstood(
        w,
        request,
        list.map((each) => ({ ...plain, ...each })),
      );
    }
  });
  return newestAnswer(chat);
}

/** Everything that words could change, but for the talk itself. */
export async function traces({ on }: Pick<Chat, 'on'>): Promise<unknown> {
  const tables = [
    'tasks',
    'task_events',
    'task_dependencies',
    'agents',
    'agent_runs',
    'projects',
    'audit_log',
  ];
  const more = ['control_acts', 'orchestrator_cycles', 'project_members', 'project_state_versions'];
  const sums = [...tables, ...more].map(
    (table) =>
      `(select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from ${table} t) as ${table}`,
  );
  return (await on.database.pool.query(`select ${sums.join(', ')}`)).rows[0];
}
