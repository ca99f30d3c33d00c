import { type Understanding, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { notFound } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import { listAskingDiscussions, listRelayed } from '@overmind/db/queries/discussions/spoken';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import { findConversation } from '@overmind/db/queries/talk/conversations';
import { listKnownTasks } from '@overmind/db/queries/talk/known-tasks';
import { isTakenChoice, listMentionedKeys, listPendingMessages } from '@overmind/db/queries/talk/pending';
import { listCanceledByUndo } from '@overmind/db/queries/work/control-acts';
import { findPreviousRequest, findRequestRow } from '@overmind/db/queries/work/requests';
import type { RowOf } from '@overmind/db/schema';
import type { DiscussionTalk } from '@overmind/domain/requests/context';
import { type UnderstandContext, understand } from '@overmind/domain/requests/understand';
import { z } from 'zod';
import type { Core } from '../core.ts';
import { toChoosable } from '../tasks/create.ts';

const maxMessages = 12;
const maxNumbers = 50;
const maxScanned = 5_000;
const maxNumber = 2 ** 31 - 1;

/** Numbers that may be of task keys, so that old tasks that are named are known too. */
function numbersIn(texts: readonly string[]): number[] {
  const found = texts.flatMap((text) => text.slice(0, maxScanned).match(/\d{1,10}/g) ?? []);
  const numbers = found.map(Number).filter((number) => number > 0 && number <= maxNumber);
  return [...new Set(numbers)].slice(0, maxNumbers);
}

const Hints = z.object({ understood: z.array(UnderstoodRequest) });

function toPrevious(found: { hints: Record<string, unknown>; created: string[] } | null) {
  const hints = Hints.safeParse(found?.hints);
  return found && hints.success ? { requests: hints.data.understood, created: found.created } : null;
}

async function loadTalk(
  db: Db,
  conversationId: string | null,
  before: Pick<RowOf<'requests'>, 'id' | 'message_id'> | null,
): Promise<Required<Pick<UnderstandContext, 'mentioned' | 'pending' | 'previous'>>> {
  if (conversationId === null) return { mentioned: [], pending: null, previous: null };
  const [mentioned, questions, previous] = await Promise.all([
    listMentionedKeys(db, conversationId, maxMessages),
    // What is put while a text waits to be read is not what it answers.
    listPendingMessages(db, conversationId, before?.message_id ?? null),
    findPreviousRequest(db, conversationId, before),
  ]);
  // What coding agents ask leave for is answered before a text is read for anything else; what discussions ask is
  // answered in any words.
  const question = questions.findLast(
    ({ links }) => links.permission_id === undefined && links.relays !== 'question',
  );
  return {
    mentioned,
    pending: question ? { question: question.content, choices: question.links.choices } : null,
    previous: toPrevious(previous),
  };
}

interface Spoken {
  text: string;
  source: 'chat' | 'voice';
  conversationId: string | null;
  /** The request that the text is of, when it is stored already. */
  request: Pick<RowOf<'requests'>, 'id'> | null;
}

const maxSpokenOf = 6;

/** What discussions of the project have to do with what is said now. */
async function loadDiscussionTalk(
  db: Db,
  projectId: string,
  conversationId: string | null,
  before: string | null,
): Promise<DiscussionTalk> {
  const asking = await listAskingDiscussions(db, projectId, maxAsking);
  const relayed =
    conversationId === null ? [] : await listRelayed(db, conversationId, { before, limit: maxSpokenOf });
  const [last] = relayed;
  return {
    isSpokenOf: relayed.some((each) => each !== null),
    isAsking: asking.length > 0,
    isAskedHere: last?.relays === 'question' && asking.some(({ id }) => id === last.discussionId),
  };
}

const maxAsking = 50;

/** How what was said by voice is read: a choice that was taken by hand cannot have been heard wrongly. */
async function loadVoice(
  db: Db,
  { conversationId }: Spoken,
  request: RowOf<'requests'> | null,
): Promise<Pick<UnderstandContext, 'source' | 'undoCancels'>> {
  const { message_id: messageId = null, created_by_user_id: userId = null } = request ?? {};
  if (conversationId === null || messageId === null) return { source: 'voice' };
  if (await isTakenChoice(db, conversationId, messageId)) return { source: 'chat' };
  const undoCancels = userId === null ? [] : await listCanceledByUndo(db, conversationId, userId);
  return { source: 'voice', undoCancels };
}

/** What a text is read against: the agents, the tasks it may mean, and what was spoken of last. */
export async function loadContext(db: Db, projectId: string, spoken: Spoken): Promise<UnderstandContext> {
  const { conversationId } = spoken;
  const request = spoken.request === null ? null : await findRequestRow(db, spoken.request.id);
  const [project, agents, talk, discussion, source] = await Promise.all([
    findProjectRow(db, projectId),
    listAgentRows(db, projectId),
    loadTalk(db, conversationId, request),
    loadDiscussionTalk(db, projectId, conversationId, request?.message_id ?? null),
    spoken.source === 'voice' ? loadVoice(db, spoken, request) : { source: spoken.source },
  ]);
  const says = talk.pending?.choices.map((choice) => choice.say) ?? [];
  const tasks = await listKnownTasks(db, projectId, numbersIn([spoken.text, ...talk.mentioned, ...says]));
  return {
    ...talk,
    discussion,
    agents: agents.map(toChoosable),
    tasks,
    ...source,
    prefix: project?.key ?? null,
  };
}

/** What a text would be taken for; nothing is changed. */
export async function understandText(
  core: Core,
  projectId: string,
  input: { text: string; source: 'chat' | 'voice'; conversation_id: string | null },
): Promise<Understanding> {
  const { text, source, conversation_id: conversationId } = input;
  const conversation = conversationId === null ? null : await findConversation(core.db, conversationId);
  if (conversationId !== null && conversation?.project_id !== projectId) throw notFound('conversation');
  return understand(
    text,
    await loadContext(core.db, projectId, { text, source, conversationId, request: null }),
  );
}
