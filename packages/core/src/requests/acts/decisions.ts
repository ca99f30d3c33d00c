import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { AppError } from '@overmind/contracts/errors';
import { findDiscussionRow } from '@overmind/db/queries/discussions/discussions';
import {
  findDiscussionByEnding,
  listEndedDiscussions,
  listRelayed,
} from '@overmind/db/queries/discussions/spoken';
import { listTaskIdsOfRequest, moveActs } from '@overmind/db/queries/work/control-acts';
import { tellAlso } from '@overmind/db/queries/work/requests';
import { listTasksByIds } from '@overmind/db/queries/work/tasks';
import { chooseDiscussion } from '@overmind/domain/discussions/outcome/choose';
import { endingOf } from '@overmind/domain/replies/permission';
import { readCode, sayings } from '@overmind/domain/requests/discussion-words';
import { decideDiscussionIn } from '../../discussions/decide.ts';
import { resultOf } from '../../discussions/relay.ts';
import { readState } from '../../discussions/state.ts';
import { type Answer, answerWith } from '../say.ts';
import { requireRole, type Turn } from '../turn.ts';
import { recordAct } from './record.ts';

/** Discussions among which one is looked for by its words. */
const mostKnown = 200;
const mostOffered = 5;

type Found = { id: string } | { answer: Answer };
type To = 'tasks' | 'spec';

const asked = (question: string, choices: { label: string; say: string }[] = []): Found => ({
  answer: answerWith({ kind: 'clarify', question, choices }),
});
const refused = (detail: string): Found => ({ answer: answerWith({ kind: 'refused', detail }) });

/** The discussion that words name; the last one that came to something where they name none. */
async function findDiscussion(
  turn: Turn,
  words: string | null,
  say: (ending: string) => string,
): Promise<Found> {
  const { w, projectId } = turn;
  const { ending } = readCode(words);
  if (ending !== null) {
    const named = await findDiscussionByEnding(w.tx, projectId, ending);
    return named ?? refused('That discussion is not there any more.');
  }
  const ended = await listEndedDiscussions(w.tx, projectId, mostKnown);
  const chosen = chooseDiscussion(words, ended);
  if (chosen === null)
    return refused('No discussion has come to an end here yet. Say what the agents shall discuss.');
  if (chosen.kind === 'one') return chosen.discussion;
  const offered = chosen.kind === 'several' ? chosen.discussions : ended;
  const question =
    chosen.kind === 'several'
      ? 'Which discussion do you mean?'
      : `I find no discussion about “${chosen.words.slice(0, 60)}”. Which one do you mean?`;
  return asked(
    question,
    offered.slice(0, mostOffered).map(({ id, title }) => ({ label: title, say: say(endingOf(id)) })),
  );
}

/** Makes tasks or a spec of what a discussion decided, as the person could by hand. */
export async function makeOfDecision(turn: Turn, { words }: UnderstoodRequest, to: To): Promise<Answer> {
  requireRole(turn, 'operator');
  const named = (await nameOption(turn, words)) ?? words;
  const found = await findDiscussion(turn, named, to === 'tasks' ? sayings.tasks : sayings.spec);
  const { ending, rest } = readCode(named);
  return 'answer' in found ? found.answer : decide(turn, found.id, to, ending === null ? null : rest);
}

async function decide(turn: Turn, id: string, to: To, option: string | null): Promise<Answer> {
  const { w } = turn;
  const before = await findDiscussionRow(w.tx, id);
  if (before === null) throw new AppError('not_found', 'That discussion is not there any more.');
  if (option !== null && before.record !== null) return toldResult(turn, id, to);
  const input = { to, ...(option === null ? {} : { proposal: option }) };
  const made = await w.attempt(() => decideDiscussionIn(w, id, input, turn.request.message_id));
  // With what there is to choose from, where nothing was decided.
  if (!made.ok)
    return made.error.rule === 'discussion.nothing_decided' ? toldResult(turn, id, to) : refusal(made.error);
  const { discussion, spec, text, left_out, request_id } = made.value;
  const isRepeat = (to === 'spec' ? before.spec_id : before.request_id) !== null;
  const named = {
    kind: 'decided' as const,
    title: discussion.title,
    // Of which option it was made before is not known.
    decision: discussion.decision ?? (isRepeat ? null : option),
  };
  if (to === 'spec') {
    if (spec === null) throw new Error('no spec was made');
    if (!isRepeat) await recordAct(turn, 'spec', { subject: `**${spec.key}** ${spec.title}` });
    return { ...answerWith({ ...named, made: { spec }, isRepeat }), ...{ discussionId: id, spec } };
  }
  if (!isRepeat && request_id !== null) await followHere(turn, request_id);
  const ids = isRepeat && request_id !== null ? await listTaskIdsOfRequest(w.tx, request_id) : [];
  const tasks = await listTasksByIds(w.tx, ids);
  const actions = text.split('\n').map((line) => line.replace(/^- /, ''));
  return {
    ...answerWith({ ...named, made: { tasks: actions, left_out }, isRepeat }, tasks),
    discussionId: id,
  };
}

const refusal = ({ message }: AppError): Answer => answerWith({ kind: 'refused', detail: message });

/** The tasks are told here when they are there, and "undo" takes them back. */
async function followHere({ w, request }: Turn, requestId: string): Promise<void> {
  const { conversation_id: conversationId } = request;
  if (conversationId === null) return;
  await tellAlso(w.tx, requestId, conversationId);
  await moveActs(w.tx, requestId, conversationId);
}

async function toldResult({ w }: Turn, id: string, to: To | null): Promise<Answer> {
  const row = await findDiscussionRow(w.tx, id);
  const ending = (await readState(w.tx, id))?.state.ending;
  if (row === null || ending == null)
    throw new AppError('not_found', 'That discussion is not there any more.');
  return { ...answerWith({ ...resultOf(row, ending), to }), discussionId: id };
}

/** What the discussion that words name came to; null where there is none to tell of. */
export async function describeDecision(turn: Turn, words: string | null): Promise<Answer | null> {
  const ended = await listEndedDiscussions(turn.w.tx, turn.projectId, mostKnown);
  const chosen = chooseDiscussion(words, ended);
  return chosen?.kind === 'one' ? toldResult(turn, chosen.discussion.id, null) : null;
}

const optionOf = /^(?:(?:option|proposal)\s+)?(P\d{1,5})$/i;
const maxSpokenOf = 6;

/** "P2" with the code of the discussion that was last spoken of here; null for other words, or where none was. */
export async function nameOption({ w, request }: Turn, words: string | null): Promise<string | null> {
  const [, option] = optionOf.exec(words?.trim() ?? '') ?? [];
  const { conversation_id: id, message_id: before } = request;
  if (option === undefined || id === null) return null;
  const spokenOf = await listRelayed(w.tx, id, { before, limit: maxSpokenOf });
  const last = spokenOf.find((each) => each !== null);
  return last === undefined ? null : `(${endingOf(last.discussionId)}) ${option.toUpperCase()}`;
}

/** Whether what was last said here was how a discussion ended: "write a spec" speaks of that. */
export async function findJustEnded({ w, request }: Turn): Promise<string | null> {
  const { conversation_id: id, message_id: before } = request;
  if (id === null) return null;
  const [last] = await listRelayed(w.tx, id, { before, limit: 1 });
  return last?.relays === 'outcome' ? last.discussionId : null;
}
