import type { Message } from '@overmind/contracts/entities/conversation';
import type { Run } from '@overmind/contracts/entities/run';
import { speakable } from '@overmind/domain/speakable/speakable';
import { summariseForEar } from '@overmind/domain/speakable/summarise';
import { questionWords } from '#features/chat/question-words.ts';
import { isQuestion } from '#features/chat/use-chat.ts';
import { voice as text } from '#text/voice.ts';
import type { ReplyWay } from '../preferences.ts';

const mostSeconds = 30;

interface Listening {
  replies: ReplyWay;
  isHandsFree: boolean;
  /** Recordings of what the listener spoke. */
  ownRecordings: ReadonlySet<string>;
}

const answering: readonly Message['role'][] = ['relayer', 'orchestrator'];

/** What a message answers, whatever was said since; the last that was said where it does not tell. */
const askedBy = (
  { parent_message_id: parentId }: Message,
  before: readonly Message[],
): Message | undefined =>
  parentId === null
    ? before.findLast(({ role }) => role === 'user')
    : before.find(({ id }) => id === parentId);

/** Whether it answers what was spoken in one of these recordings. */
function isSpokenBy(message: Message, before: readonly Message[], recordings: ReadonlySet<string>): boolean {
  const id = askedBy(message, before)?.recording?.id;
  return id !== undefined && recordings.has(id);
}

/**
 * Whether a message that came just now is said aloud. Answers and the outcome of the work follow what was spoken by who
 * listens, not by others in the same conversation; questions are asked aloud of everyone who is there hands-free.
 */
export function isForEar(message: Message, before: readonly Message[], listening: Listening): boolean {
  if (message.role === 'user' || message.links.silence !== undefined || listening.replies === 'never')
    return false;
  if (listening.replies === 'always') return true;
  if (listening.isHandsFree && isQuestion(message)) return true;
  return answering.includes(message.role) && isSpokenBy(message, before, listening.ownRecordings);
}

/** Whether the listener asked, by voice, not to be listened to any more. */
export function endsListening(
  message: Message,
  before: readonly Message[],
  ownRecordings: ReadonlySet<string>,
): boolean {
  return message.links.silence === 'microphone' && isSpokenBy(message, before, ownRecordings);
}

/** A message as it is said, with its choices numbered as the screen has them. */
export function wordsFor(message: Message): string {
  const { role, sender_id: sender, links } = message;
  const said = summariseForEar(questionWords(message), mostSeconds);
  const asked =
    role === 'agent' && sender !== null ? text.asks(speakable(sender).replace(/\.$/, ''), said) : said;
  const choices = links.choices.slice(0, 9).map(({ label }) => speakable(label).replace(/\.$/, ''));
  return choices.length === 0 ? asked : `${asked}\n${text.choicesAloud(choices)}`;
}

/** Whether a question still waits: nobody said anything after it or, where an agent asks for leave, decided elsewhere. */
export function isStillAsked(
  { id, links, related_task_id: taskId }: Message,
  { messages, runs }: { messages: readonly Message[]; runs: readonly Run[] },
): boolean {
  if (links.permission_id !== undefined) return runs.some((run) => run.is_waiting && run.task_id === taskId);
  const after = messages.slice(messages.findIndex((each) => each.id === id) + 1);
  return after.every(({ role }) => role !== 'user');
}
