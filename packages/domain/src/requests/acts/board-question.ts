import type { Topic, UnderstoodRequest } from '@overmind/contracts/entities/request';
import {
  askingNouns,
  askingVerbs,
  boardFillers,
  moving,
  people,
  possible,
  reviewing,
  topicCues,
} from '../grammar/board-words.ts';
import { isSaid, type Token } from '../language/tokens.ts';
import { controlRequest, questionRequest } from './requests.ts';

/** Longer questions are about something else. */
const maxWords = 14;
const confidence = 0.75;

/**
 * The question of the board that some words ask which no phrase fits: they speak of nothing but tasks, people and times,
 * and one of them tells of what. Null when they speak of anything else.
 */
export function readBoardQuestion(clause: readonly Token[]): UnderstoodRequest | null {
  const said = clause.filter(isSaid).map(({ word }) => word);
  if (said.length === 0 || said.length > maxWords || !said.every(isOfBoard)) return null;
  if (said[0] === 'how' && howTo.has(said[1] ?? '') && people.has(said[2] ?? '')) return null;
  const [kind, topic] = topicOf(said) ?? [];
  if (kind === undefined || topic === undefined) return null;
  return kind === 'status'
    ? controlRequest('status', { topic, confidence })
    : questionRequest(topic, { confidence });
}

/** Whether words ask though they have not the form of a question: "quick summary please", "show me all that is open". */
export function asksForBoard(clause: readonly Token[]): boolean {
  const [first, second, third] = clause.map(({ word }) => word);
  if (first === undefined || first === 'update' || first === 'brief' || first === 'bring')
    return second === 'me' || second === 'us';
  const isNoun = askingNouns.has(first) || (modest.has(first) && askingNouns.has(second ?? ''));
  return isNoun || (askingVerbs.has(first) && (askedFor.has(second ?? '') || askedFor.has(third ?? '')));
}
/** "How do I approve a task?" asks for help. */
const howTo: ReadonlySet<string> = new Set('do can does should could would did to'.split(' '));
const modest: ReadonlySet<string> = new Set(['quick', 'short', 'brief', 'current', 'the', 'a', 'full']);
const askedFor: ReadonlySet<string> = new Set([
  'me',
  'us',
  'all',
  'everything',
  'the',
  'what',
  'which',
  'anything',
]);

const being: ReadonlySet<string> = new Set('is are was were did does do'.split(' '));

const cues: ReadonlySet<string> = new Set(topicCues.flatMap(([, , words]) => [...words]));
const isOfBoard = (word: string): boolean =>
  cues.has(word) || boardFillers.has(word) || reviewing.has(word) || askingNouns.has(word);

type Asked = readonly ['status' | 'ask', Topic];

function topicOf(said: readonly string[]): Asked | null {
  const has = (words: ReadonlySet<string>): boolean => said.some((word) => words.has(word));
  const [first, second] = said;
  if ((first === 'how' && second === 'many') || first === 'number' || first === 'count')
    return ['ask', 'counts'];
  if (said.includes('wrong') && has(possible)) return ['ask', 'risks'];
  if (said.includes('after') && said.some((word) => /^(?:come|follow)s?$/.test(word)))
    return ['status', 'next'];
  if (said.includes('not') && has(moving)) return ['status', 'blocked'];
  if (said.slice(1).includes('list')) return ['status', 'queue'];
  if (said.includes('last') && said.includes('run')) return ['status', 'last_run'];
  if (has(people) && has(reviewing) && !said.includes('next') && !tellsMe(said)) return ['status', 'review'];
  const found = topicCues.find(([, , words]) => has(words));
  if (found !== undefined) return [found[0], found[1]];
  if (said.includes('ready')) return ['status', 'review'];
  if (first === 'how' && being.has(second ?? '')) return ['status', 'overview'];
  return said.includes('still') ? ['status', 'queue'] : null;
}

/** "Tell me", "give us": who asks, not whom something waits for. */
const tellsMe = ([first, second]: readonly string[]): boolean =>
  askingVerbs.has(first ?? '') && people.has(second ?? '');
