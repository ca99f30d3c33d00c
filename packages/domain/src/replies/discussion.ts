import type { DiscussionOption } from '@overmind/contracts/entities/discussion';
import type { Choice } from '@overmind/contracts/entities/request';
import { sayings } from '../requests/discussion-words.ts';
import { joined, plural, sentence, shorten } from './wording.ts';

/** What was made of a decision, or had been made before. */
export interface DecidedOutcome {
  kind: 'decided';
  /** Of the discussion. */
  title: string;
  /** Null where none of the options was agreed on, and it is not known which was taken. */
  decision: string | null;
  made: { tasks: readonly string[]; left_out: readonly string[] } | { spec: { key: string; title: string } };
  isRepeat: boolean;
}

/** What a discussion came to, for whoever asks. */
export interface ResultOutcome {
  kind: 'result';
  title: string;
  status: 'completed' | 'no_consensus' | 'stopped' | 'failed';
  reason: string;
  record: { title: string; decision: string; reasons: readonly string[]; risks: readonly string[] } | null;
  options: readonly Pick<DiscussionOption, 'proposal' | 'title'>[];
  ending: string;
  hasTasks: boolean;
  hasSpec: boolean;
  /** What it was asked for to be made. */
  to?: 'tasks' | 'spec' | null;
}

/** What a person said to a discussion that waited for it. */
export interface AnsweredOutcome {
  kind: 'answered';
  title: string;
  isWaiver: boolean;
  /** Words that could have been meant as work. */
  work: string | null;
}

export type DiscussionOutcome = DecidedOutcome | ResultOutcome | AnsweredOutcome;

const maxTold = 5;
const maxOptions = 5;
/** Others wrote it: one line in quotes, so that it passes for nothing else. */
const quoted = (text: string): string => `“${shorten(text.replace(/\s+/g, ' '))}”`;
const lines = (texts: readonly string[]): string[] => [
  ...texts.slice(0, maxTold).map((text) => `- ${shorten(text.replace(/\s+/g, ' '))}`),
  ...(texts.length > maxTold ? [`and ${texts.length - maxTold} more.`] : []),
];

export function tellDiscussion(outcome: DiscussionOutcome): string {
  switch (outcome.kind) {
    case 'decided':
      return tellDecided(outcome);
    case 'result':
      return tellResult(outcome);
    case 'answered':
      return outcome.isWaiver
        ? `The discussion ${quoted(outcome.title)} goes on without your answer.`
        : `I gave that to the discussion ${quoted(outcome.title)} as your answer. It goes on.`;
  }
}

function tellDecided({ title, decision, made, isRepeat }: DecidedOutcome): string {
  const of =
    decision === null
      ? `what came of the discussion ${quoted(title)}`
      : `${quoted(decision)}, the decision of the discussion ${quoted(title)}`;
  if ('spec' in made) {
    const spec = `**${made.spec.key}** ${shorten(made.spec.title)}`;
    const it = decision === null ? of : 'it';
    return isRepeat ? `There is a spec of ${it} already: ${spec}.` : `I made a spec of ${of}: ${spec}.`;
  }
  if (isRepeat) return `Tasks were made already of ${of}.`;
  const left = made.left_out.length;
  return [
    `I make ${plural(made.tasks.length, 'task')} of ${of}:`,
    ...lines(made.tasks),
    ...(left > 0 ? [`Left out, as ${left === 1 ? 'it asks' : 'they ask'} for no new work:`] : []),
    ...lines(made.left_out),
  ].join('\n');
}

function tellResult({ title, status, reason, record, options }: ResultOutcome): string {
  const name = `The discussion ${quoted(title)}`;
  if (record !== null)
    return [
      `${name} decided: ${quoted(record.title)}`,
      `> ${shorten(record.decision, maxDecision)}`,
      ...(record.reasons.length > 0 ? ['Reasons:', ...lines(record.reasons)] : []),
      ...(record.risks.length > 0 ? ['Risks:', ...lines(record.risks)] : []),
    ].join('\n');
  if (status === 'stopped') return `${name} was stopped before it came to a decision.`;
  if (status === 'failed') return `${name} failed: ${sentence(reason)}`;
  const names = joined(options.slice(0, maxOptions).map((option) => option.proposal));
  const left = options.length === 0 ? 'Nothing is left to choose from.' : `To choose from: ${names}.`;
  return `${name} ended without a decision: ${sentence(reason)} ${left}`;
}

const maxDecision = 600;

/** What can be made of what a discussion came to. */
export function choicesOfResult(outcome: ResultOutcome): Choice[] {
  const { status, record, options, ending, to, ...made } = outcome;
  if (record !== null)
    return [
      ...(made.hasTasks ? [] : [{ label: 'Make tasks', say: sayings.tasks(ending) }]),
      ...(made.hasSpec ? [] : [{ label: 'Write a spec', say: sayings.spec(ending) }]),
    ];
  const isMade = to === 'spec' ? made.hasSpec : made.hasTasks;
  if (status !== 'no_consensus' || isMade) return [];
  const say = to === 'spec' ? sayings.spec : sayings.tasks;
  return options.slice(0, maxOptions).map(({ proposal, title }) => ({
    label: `${proposal} ${shorten(title, 80)}`,
    say: say(ending, proposal),
  }));
}

/** So that a bare yes means it. */
const asYes = (choice: Choice): Choice =>
  choice.label === 'Make tasks' ? { ...choice, label: 'Yes, make tasks' } : choice;
const no: Choice = { label: 'No', say: 'never mind' };

/** The end of a discussion as the chat is told that it was asked for in; a question, where something is to be chosen. */
export function relayEnd(outcome: ResultOutcome): { content: string; choices: Choice[] } {
  const choices = choicesOfResult(outcome);
  const told =
    outcome.record === null
      ? tellResult(outcome)
      : `The discussion ${quoted(outcome.title)} has decided: ${quoted(outcome.record.title)}.`;
  if (choices.length === 0) return { content: told, choices };
  const question =
    outcome.record === null ? 'Shall I make tasks of one of them?' : 'Shall I make tasks of it, or a spec?';
  const offered = [...choices.map(asYes), no];
  const list = offered.map(({ label }, at) => `${at + 1}. ${label}`);
  return { content: [`${told} ${question}`, ...list].join('\n'), choices: offered };
}

interface Asked {
  title: string;
  questions: readonly { question: string }[];
  /** Until it goes on without an answer. */
  leftMs: number;
  isReminder: boolean;
}

/** What a discussion asks of a person, in a chat: what is said next there is the answer. */
export function relayQuestions({ title, questions, leftMs, isReminder }: Asked): string {
  const lead = `The discussion ${quoted(title)} ${isReminder ? 'still waits for your answer' : 'asks you'}:`;
  const [only, second] = questions;
  const asked =
    second === undefined ? [`${lead} ${oneLine(only?.question ?? '')}`] : [lead, ...numbered(questions)];
  const hint = `What you say next is the answer. Say “skip the questions” to let them go on without one; else they wait ${span(leftMs)}.`;
  return [...asked, '', hint].join('\n');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const numbered = (questions: readonly { question: string }[]): string[] =>
  questions.map(({ question }, at) => `${at + 1}. ${oneLine(question)}`);

/** The same in the discussion itself, once half of the time is over. */
export const remindOf = (questions: readonly { question: string }[], leftMs: number): string =>
  [
    `Nobody has answered yet. Without an answer the discussion goes on in ${span(leftMs)}.`,
    ...numbered(questions),
  ].join('\n');

export const noteSilence = (hours: number): string =>
  `No answer was given in ${span(hours * 3_600_000)}, so the discussion goes on without one. That is noted.`;

/** The same in the chat. */
export const relaySilence = (title: string, hours: number): string =>
  `Nobody answered the discussion ${quoted(title)} in ${span(hours * 3_600_000)}, so it goes on without an answer and notes that.`;

/** "30 minutes", "12 hours", "3 days". */
export function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 90) return plural(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 72 ? plural(hours, 'hour') : plural(Math.round(hours / 24), 'day');
}
