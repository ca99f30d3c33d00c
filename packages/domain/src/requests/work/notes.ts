import { matchPhrase, matchStart, phraseTable } from '../language/phrases.ts';
import { isSymbol, type Token, wordToken } from '../language/tokens.ts';

/** Work that is noted rather than asked for: "feat: coupons", "unit tests for the parser", "as a user I want to …". */
export function readNote(clause: readonly Token[]): readonly Token[] | null {
  return readStory(clause) ?? readPossibility(clause) ?? readNoun(clause);
}

const prefixes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      feat: 'add',
      feature: 'add',
      fix: 'fix',
      bugfix: 'fix',
      bug: 'fix',
      hotfix: 'fix',
      docs: 'document',
      doc: 'document',
    },
    ...{
      refactor: 'refactor',
      refactoring: 'refactor',
      test: 'test',
      tests: 'test',
      perf: 'speed up',
      chore: 'do',
      style: 'style',
    },
    ...{
      ci: 'set up',
      build: 'do',
      spike: 'research',
      research: 'research',
      cleanup: 'clean up',
      idea: 'add',
      improvement: 'improve',
    },
    ...{
      infra: 'set up',
      issue: 'fix',
      story: 'add',
      enhancement: 'add',
      security: 'fix',
      review: 'review',
      wish: 'add',
    },
  }),
);

export interface Prefixed {
  /** For what follows when that has no verb of its own. */
  verb: string;
  rest: readonly Token[];
}

/** "fix(cart): rounding" */
export function readPrefix(clause: readonly Token[]): Prefixed | null {
  const verb = prefixes.get(clause[0]?.word ?? '');
  if (verb === undefined) return null;
  const scope = isSymbol(clause[1], '(') ? clause.findIndex((token) => isSymbol(token, ')')) : 0;
  const colon = scope + (isSymbol(clause[scope + 1], '!') ? 2 : 1);
  const rest = clause.slice(colon + 1);
  return scope >= 0 && scope < 6 && isSymbol(clause[colon], ':') && rest.length > 0 ? { verb, rest } : null;
}

const stories = phraseTable(`
  as (a|an|the) <role> [,] (i|we) (want|need|would like|wish|should be able|must be able|can|expect|would love) [to] [be able to]
`);

function readStory(clause: readonly Token[]): readonly Token[] | null {
  const story = matchStart(stories, clause.slice(0, 20));
  return story === null || story.length >= clause.length ? null : wayTo(clause.slice(story.length));
}

const possibilities = phraseTable(`
  be able to
  (a|the) possibility (to|for)
`);

function readPossibility(clause: readonly Token[]): readonly Token[] | null {
  const begun = matchStart(possibilities, clause.slice(0, 12));
  return begun === null || begun.length >= clause.length ? null : wayTo(clause.slice(begun.length));
}

export const wayTo = (rest: readonly Token[]): readonly Token[] =>
  'add a way to'
    .split(' ')
    .map((word) => wordToken(word))
    .concat(rest.map((token) => ({ ...token, isSpaced: true })));

const nouns: readonly (readonly [verb: string, ReturnType<typeof phraseTable>])[] = [
  [
    'run',
    phraseTable(
      `[the|all|all the] [unit|e2e|integration|smoke|regression|frontend|backend|end-to-end] (tests|test suite|linter|test run|test|lint|typecheck) [please|now|again]`,
    ),
  ],
  [
    'do',
    phraseTable(
      `[a|an|the] [quick|full|thorough|security|short|deep|small|proper|second] (audit|review|security check|code review|security review|research|investigation|analysis|comparison|benchmark|security audit|design review) (of|for|on|about|into|between|at|over) <rest>`,
    ),
  ],
  [
    'do',
    phraseTable(
      `(a|another) [quick|full|second|fresh|close] (look|check|pair of eyes|once-over|glance) (at|over|on|into|of) <rest>`,
    ),
  ],
  [
    'write',
    phraseTable(
      `[the|some|more|missing|better] [unit|e2e|integration|regression|api|user] (tests|documentation|docs|guide|tutorial|readme|changelog|docstrings|specs) (for|about|of|on) <rest>`,
    ),
  ],
  ['add', phraseTable(`[a|an|the|some] <what> (for|to|on|in) (the|our|every|all|each|my) <rest>`)],
];

/** "Security audit of the login" as "do a security audit of the login". */
function readNoun(clause: readonly Token[]): readonly Token[] | null {
  if (clause.length > maxNoun) return null;
  const [verb] =
    nouns.find(([, phrases]) => phrases.some((phrase) => matchPhrase(phrase, clause) !== null)) ?? [];
  if (verb === undefined || (verb === 'add' && !isThing(clause))) return null;
  const article = verb === 'do' && !articles.has(clause[0]?.word ?? '') ? [wordToken('a')] : [];
  return [
    wordToken(verb),
    ...article,
    ...clause.map((token, at) => (at === 0 ? { ...token, isSpaced: true } : token)),
  ];
}

const maxNoun = 14;
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the', 'some']);
const verbs: ReadonlySet<string> = new Set(
  'is are was were has have does do did will can could should must would goes needs need want wants'.split(
    ' ',
  ),
);
/** "A banner for the summer sale" names a thing; "the cart is empty for the user" tells something. */
const isThing = (clause: readonly Token[]): boolean =>
  (clause[0]?.word === 'a' || clause[0]?.word === 'an') && !clause.some(({ word }) => verbs.has(word));
