import type { Message } from '@overmind/contracts/entities/conversation';
import type { Choice } from '@overmind/contracts/entities/request';
import type { SpecRef } from '@overmind/contracts/entities/spec';
import { insertMessage } from '@overmind/db/queries/talk/conversations';
import type { RowOf } from '@overmind/db/schema';
import { choicesFor } from '@overmind/domain/replies/choices';
import { composeReply, type ReplyOutcome } from '@overmind/domain/replies/reply';
import { toStorable } from '../runs/storable.ts';
import type { Write } from '../write.ts';

export interface TaskLink {
  id: string;
  key: string;
  title: string;
}

/** One thing that was done or found out, with the tasks it speaks of and what else can be said next. */
export interface Answer {
  outcome: ReplyOutcome;
  tasks: TaskLink[];
  choices: Choice[];
  /** The discussion that it speaks of. */
  discussionId?: string;
  /** The spec that was made. */
  spec?: SpecRef | null;
  /** How it came about, for whoever reads it. */
  note?: string;
}

export const toLink = ({ id, key, title }: TaskLink): TaskLink => ({ id, key, title });

export const answerWith = (outcome: ReplyOutcome, tasks: readonly TaskLink[] = []): Answer => ({
  outcome,
  tasks: tasks.map(toLink),
  choices: [],
});

/** Whether nothing of what was asked for was done. */
export const isRefusal = ({ outcome }: Answer): boolean =>
  outcome.kind === 'refused' || (outcome.kind === 'acted' && outcome.tasks.length === 0);

/** What falls silent where nothing but that was asked for. */
function silenceOf(answers: readonly Answer[]): 'voice' | 'microphone' | null {
  const remarks = answers.map(({ outcome }) => (outcome.kind === 'remark' ? outcome.remark : null));
  if (remarks.length === 0 || !remarks.every((each) => each === 'hush' || each === 'stop_listening'))
    return null;
  return remarks.includes('stop_listening') ? 'microphone' : 'voice';
}

const maxLinks = 20;
const maxChoices = 12;

const firstOfEach = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  [...new Map([...items].reverse().map((item) => [key(item), item])).values()].reverse();

/** The relayer answers in the conversation the request came from; a request from elsewhere has none. */
export async function sayAsRelayer(
  w: Write,
  request: RowOf<'requests'>,
  answers: readonly Answer[],
): Promise<Message | null> {
  if (request.conversation_id === null) return null;
  const asksBack = answers.some((answer) => answer.outcome.kind === 'clarify');
  const tasks = firstOfEach(
    answers.flatMap((answer) => answer.tasks),
    (task) => task.id,
  );
  const discussion = answers.find((answer) => answer.discussionId !== undefined)?.discussionId;
  const spec = answers.find((answer) => answer.spec != null)?.spec;
  const silence = silenceOf(answers);
  const note = answers.find((answer) => answer.note !== undefined)?.note;
  const choices = answers.flatMap((answer) => [...answer.choices, ...choicesFor(answer.outcome)]);
  const message = await insertMessage(w.tx, {
    conversation_id: request.conversation_id,
    role: 'relayer',
    content: toStorable(composeReply(answers.map((answer) => answer.outcome))),
    message_type: asksBack ? 'question_to_user' : 'response',
    requires_user_response: asksBack,
    parent_message_id: request.message_id,
    related_task_id: tasks.length === 1 ? (tasks[0]?.id ?? null) : null,
    links: toStorable({
      tasks: tasks.slice(0, maxLinks),
      choices: firstOfEach(choices, (choice) => choice.say).slice(0, maxChoices),
      ...(discussion === undefined ? {} : { discussion_id: discussion }),
      ...(spec == null ? {} : { spec }),
      ...(silence === null ? {} : { silence }),
      ...(note === undefined ? {} : { note }),
    }),
  });
  w.emit(request.project_id, 'conversation.message.created', message.id, message);
  return message;
}
