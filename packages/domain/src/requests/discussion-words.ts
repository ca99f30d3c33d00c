import { maxGoal } from '@overmind/contracts/entities/discussion';
import type { Intent, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { controlRequest } from './acts/requests.ts';
import type { UnderstandContext } from './context.ts';

/*
 * What a person says to a discussion of agents: the sentences that its choices stand for, an answer under its name
 * ("answer: about 500"), and, right after its question was put, whatever is nothing else. An answer is taken whole, as it
 * was said: it is read by agents and never taken apart into work.
 */

/** The last letters of a discussion's id, in brackets: they name it among those of its project. */
const code = String.raw`\(([0-9a-f]{8})\)`;
const decisionOf = new RegExp(
  String.raw`^make (tasks|a spec) of (?:(P\d{1,5}) of )?the decision ${code}[.!]?$`,
  'i',
);
const answerOf = new RegExp(String.raw`^answer the discussion ${code}\s*:\s*(\S[\s\S]*)$`, 'i');
const waiverOf = new RegExp(`^skip the questions of the discussion ${code}[.!]?$`, 'i');

/** Sentences that name a discussion for sure. */
export const sayings = {
  tasks: (ending: string, option: string | null = null): string =>
    `make tasks of ${option === null ? '' : `${option} of `}the decision (${ending})`,
  spec: (ending: string, option: string | null = null): string =>
    `make a spec of ${option === null ? '' : `${option} of `}the decision (${ending})`,
  answer: (ending: string, words: string): string => `answer the discussion (${ending}): ${words}`,
  waive: (ending: string): string => `skip the questions of the discussion (${ending})`,
};

/** One of the options of a discussion that was spoken of; elsewhere "P2" is a priority. */
const optionOf =
  /^(?:please )?(?:make|create|write) (tasks|a spec) (?:of|from|for) (?:(?:option|proposal) )?(P\d{1,5})[.!]?$/i;

/** Which discussion words name by its code, and what else they say. */
export function readCode(words: string | null): { ending: string | null; rest: string | null } {
  const [, ending, rest = ''] = /^\(([0-9a-f]{8})\)\s*([\s\S]*)$/.exec(words ?? '') ?? [];
  if (ending === undefined) return { ending: null, rest: words };
  return { ending, rest: rest === '' ? null : rest };
}

const [subject, target] = [
  '(?:the (?:agents?|discussion|team|personas|others)|them)',
  '(?:(?:the|their|its|your) questions?|the discussion|the agents)',
];
const marked = new RegExp(
  `^(?:(?:my|our|the) )?answers?(?: (?:is|are))?(?: (?:to|for) (?:${subject}|${target}))?\\s*[:=]\\s*(\\S[\\s\\S]*)$`,
  'i',
);
/** Without a mark, as they are spoken; only while something is asked. */
const spoken = new RegExp(
  `^(?:please )?(?:(?:my|our|the) answer(?: to (?:${subject}|${target}))? is(?: that)?|answer (?:${subject}|${target})(?: with| that| by saying)?|tell ${subject}(?: that| with))[,:]?\\s+(\\S[\\s\\S]*)$`,
  'i',
);
/** Where it was asked; elsewhere a program is told so what it answers. */
const spokenBare = /^(?:please )?(?:answer|reply)(?: that| with)[,:]?\s+(\S[\s\S]*)$/i;
const waiver = new RegExp(
  `^(?:please |just |okay,? |let us )*(?:(?:skip|waive|ignore|drop) (?:${target}|that question|those questions|this question|these questions|the answers?)|(?:let ${subject} )?(?:go|carry|move) on without (?:me|us|an answer|answers|my answer|the answer)|(?:let ${subject} decide|(?:${subject}|they) (?:should|can|may) decide)(?: (?:it|that|this))?(?: (?:themselves|by themselves|alone|on their own))?|(?:no|without an) answer(?: from me)?)(?: please| then| now)?[.!]*$`,
  'i',
);

/** What a text says to a discussion; null when it speaks of something else. `read` is what it is taken for otherwise. */
export function readDiscussionWords(
  text: string,
  { discussion }: UnderstandContext,
  read: (text: string) => readonly UnderstoodRequest[],
): UnderstoodRequest | null {
  const said = text.trim();
  const named =
    readNamed(said) ?? readMarked(said) ?? (discussion?.isSpokenOf === true ? readOption(said) : null);
  if (named !== null || discussion?.isAsking !== true) return named;
  if (waiver.test(said)) return controlRequest('waive_question');
  const answer = (spoken.exec(said) ?? (discussion.isAskedHere ? spokenBare.exec(said) : null))?.[1];
  if (answer !== undefined) return controlRequest('answer_discussion', { words: answer });
  if (!discussion.isAskedHere || isElse(said, read(said))) return null;
  return controlRequest('answer_discussion', { words: said, confidence: 0.8 });
}

function readNamed(said: string): UnderstoodRequest | null {
  const [, made, option, of] = decisionOf.exec(said) ?? [];
  if (made !== undefined && of !== undefined)
    return controlRequest(made.toLowerCase() === 'tasks' ? 'decision_tasks' : 'decision_spec', {
      words: [`(${of.toLowerCase()})`, ...(option === undefined ? [] : [option.toUpperCase()])].join(' '),
    });
  const waived = waiverOf.exec(said)?.[1];
  if (waived !== undefined) return controlRequest('waive_question', { words: `(${waived.toLowerCase()})` });
  const [, asked, answer] = answerOf.exec(said) ?? [];
  return asked === undefined || answer === undefined
    ? null
    : controlRequest('answer_discussion', { words: `(${asked.toLowerCase()}) ${answer}` });
}

function readOption(said: string): UnderstoodRequest | null {
  const [, made, option] = optionOf.exec(said) ?? [];
  return made === undefined || option === undefined
    ? null
    : controlRequest(made.toLowerCase() === 'tasks' ? 'decision_tasks' : 'decision_spec', { words: option });
}

function readMarked(said: string): UnderstoodRequest | null {
  const answer = marked.exec(said)?.[1];
  return answer === undefined ? null : controlRequest('answer_discussion', { words: answer });
}

const talking = '(?:discuss|debate|brainstorm|talk|argue|think)';
const group =
  '(?:everyone|everybody|you all|(?:the|all|our|all the|your) (?:team|agents|personas|others|experts))(?: together)?';
const discussing = new RegExp(
  String.raw`^\s*(?:please[\s,]+)?(?:\/?discuss(?:ion)?|debate|brainstorm|(?:let us|let['’]s) ${talking}|(?:start|open|hold|have) a (?:discussion|debate|brainstorm)|(?:have|let|ask|get) ${group}(?: to)? ${talking}|(?:can|could|should|may) ${group} ${talking}|(?:i|we)(?: would|['’]d)? (?:like|love|want) ${group} to ${talking})\b[\s:,]*(?:(?:about|on|over|through)\b[\s:]*)?(\S[\s\S]*)$`,
  'i',
);

/** More words than one sentence of the grammar has. */
const longSentence = 400;

/**
 * A call for a discussion that is longer than the grammar reads: whole, so that it is taken for no work. One of more than
 * a discussion can be about is refused where it is to start.
 */
export function readLongCall(text: string, firstSentence: number): UnderstoodRequest | null {
  if (firstSentence <= longSentence && text.length <= maxGoal) return null;
  const goal = discussing.exec(text)?.[1];
  if (goal === undefined || (firstSentence <= longSentence && goal.length <= maxGoal)) return null;
  return controlRequest('discuss', { words: goal });
}

const asWork =
  /^(?:[/@]|(?:please )?(?:add|create|make|open|new)(?: an?| the| another)?(?: new)? (?:task|ticket)\b)/i;
const asQuestion = /\?$|^(?:status|what|who|which|why|when|where|how|is|are|show|list|any)\b/i;
const courtesies: ReadonlySet<string | null> = new Set(['greeting', 'thanks', 'farewell', 'praise']);
const numbered = /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b/i;
const unsafe: ReadonlySet<string | null> = new Set(['shell', 'override']);
const unsure: ReadonlySet<string> = new Set(['help', 'create_tasks']);

/** Whether words that follow a question are no answer to it: a command, a question of the board, a courtesy, noise. */
const isElse = (said: string, requests: readonly UnderstoodRequest[]): boolean =>
  asWork.test(said) ||
  requests.some(
    ({ kind, intent, remark, topic }) =>
      (kind === 'control' && (intent === 'status' ? asksBoard(said) : isAct(intent, said))) ||
      (topic !== null && asQuestion.test(said)) ||
      unsafe.has(remark) ||
      (remark === 'noise' && !numbered.test(said)),
  ) ||
  requests.every(({ remark }) => courtesies.has(remark));

const isAct = (intent: Intent, said: string): boolean => !unsure.has(intent) || /^help\b/i.test(said);
/** A bare number is none of a task here. */
const asksBoard = (said: string): boolean => asQuestion.test(said) || /\b[a-z][a-z0-9]*-\d/i.test(said);
