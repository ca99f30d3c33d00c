import { type AgentReading, readNamedAgent } from '../agents/named.ts';
import { agentNamed } from './acts/agents.ts';
import type { Board } from './acts/board.ts';
import { anyTask } from './acts/control.ts';
import { questionRequest } from './acts/requests.ts';
import { findTargets } from './acts/targets.ts';
import { taskForms } from './grammar/statements.ts';
import type { Clause } from './language/clauses.ts';
import { stripClutter } from './language/clutter.ts';
import { beginsCommand, readCommand } from './language/commands.ts';
import { matchStart } from './language/phrases.ts';
import { isSaid, render, type Token, trimMarks, wordToken } from './language/tokens.ts';
import { verbOfThird } from './language/verb-forms.ts';
import { type Reading, requestReading } from './reading.ts';
import { toCommand } from './work/command.ts';
import { type ReadCommand, spaced } from './work/command-form.ts';
import { readPriority } from './work/priority.ts';
import { readStatement, tells } from './work/statement.ts';
import { readAskedChange } from './work/wish.ts';

/** A clause as a piece of work; what names nothing to do is a question back, or a remark on the work before. */
export function readWork(
  clause: Clause,
  bare: readonly Token[],
  board: Board,
  before: Token | null,
): Reading {
  const { priority, rest: unhurried } = readPriority(bare);
  if (priority !== null && !unhurried.some(says))
    return { kind: 'priority', priority, isForAll: isForAll(bare) };
  const { agent, words, isAsked } = readAssignee(unhurried, clause, board);
  if (agent !== null && !words.some(says)) return { kind: 'agent', agent, isForAll: false };
  const command =
    likeBefore(words, clause, before) ??
    (saysPlease(clause.tokens) ? readAskedChange(words, true) : null) ??
    toCommand(words) ??
    (isAsked && !isPerson(words) && !tells(words) ? addedThing(words) : null) ??
    (clause.isQuestion ? null : readStatement(words));
  if (command === null) return readOther(words, clause, board);
  return {
    kind: 'work',
    item: {
      ...itemOf(clause, command),
      ...{ priority, agent, criteria: [] },
      targets: [...new Set(words.filter(({ kind }) => kind === 'key').map(({ text }) => text))],
      waitsFor: awaitedBy(clause, before === null, board),
    },
  };
}

/** Who is called to do the work, and what is left of the words; asked for outright, a thing alone is work. */
function readAssignee(said: readonly Token[], clause: Clause, board: Board) {
  const { agents } = board.context;
  const form = matchStart(taskForms, said.slice(0, 24), {
    agent: (words) => agentNamed(words, agents) !== null,
  });
  const formed = form === null || form.length >= said.length ? said : said.slice(form.length);
  const named = readLeadAgent(formed, board) ?? readNamedAgent(formed, agents);
  const isNoted = isTaskFor(named.rest, clause);
  const forms = form?.slots.agent === undefined ? null : agentNamed(form.slots.agent, agents);
  return {
    agent: named.agent ?? forms,
    words: stripClutter(isNoted ? named.rest.slice(1) : named.rest),
    isAsked: isNoted || form !== null || saysPlease(clause.tokens) || named.agent !== null || clause.isItem,
  };
}

/** "One task for the header" */
const isTaskFor = ([first]: readonly Token[], { tokens }: Clause): boolean =>
  first?.word === 'for' && /^(?:a|one|another)$/.test(tokens[0]?.word ?? '');

/** What the way a clause was said tells of its work. */
function itemOf(clause: Clause, { tokens, confidence, isStatement, isWish }: ReadCommand) {
  const { joint, after, isOutcome, isOnAll, hasWord } = clause;
  return {
    ...{ command: trimMarks(tokens), said: render(clause.tokens), confidence },
    ...{ joint, after, isOutcome, isOnAll, hasWord },
    ...{ isStatement: isStatement === true, isWish: isWish === true },
  };
}

/** The tasks that were there before and that a clause waits for; "it" is one of these before any work is told. */
function awaitedBy({ waitsFor, isOnIt }: Clause, isFirst: boolean, board: Board): string[] {
  const words = waitsFor ?? (isOnIt && isFirst ? [wordToken('it')] : null);
  const waits = words === null ? null : findTargets(words, anyTask, board);
  return waits?.kind === 'found' ? waits.keys : [];
}

/** "backend add an index", "could qa test it" */
export function readLeadAgent(words: readonly Token[], { context }: Board): AgentReading | null {
  const [first, second] = words;
  const at = modals.has(first?.word ?? '') ? 1 : 0;
  const name = context.agents.find((agent) => agent.name === (at === 0 ? first : second)?.word)?.name;
  const rest = inImperative(stripClutter(words.slice(at + 1)));
  const isCommand = beginsCommand(rest) || (at === 1 && readCommand(rest) !== null && rest.length > 1);
  return name !== undefined && isCommand ? { agent: name, rest } : null;
}
/** "Backend writes the endpoint" */
function inImperative([verb, ...rest]: readonly Token[]): readonly Token[] {
  const base = verb === undefined ? null : verbOfThird(verb.word);
  if (verb === undefined) return [];
  return base === null ? [verb, ...rest] : [{ ...verb, text: base, word: base }, ...rest];
}
const modals: ReadonlySet<string> = new Set('could can would will should may'.split(' '));

const says = (token: Token): boolean => isSaid(token) && !linking.has(token.word);
const linking: ReadonlySet<string> = new Set([
  'and',
  'it',
  'is',
  'this',
  'that',
  'are',
  'but',
  'make',
  'please',
  'these',
  'both',
  'all',
  'they',
  'them',
  'do',
]);
const isForAll = (words: readonly Token[]): boolean =>
  words.some(({ word }) => ['all', 'both', 'these', 'everything', 'they', 'them'].includes(word));

const saysPlease = (words: readonly Token[]): boolean => words.some(({ word }) => word === 'please');
const isPerson = (words: readonly Token[]): boolean => persons.has(words[0]?.word ?? '');

/** "Add the column, then the endpoint": the verb holds for both. */
function likeBefore(words: readonly Token[], clause: Clause, before: Token | null): ReadCommand | null {
  const { joint, sharesVerb } = clause;
  const isThing = articles.has(words[0]?.word ?? '') || (joint === 'then' && words.length <= maxThing);
  const isShared =
    joint === 'then' || words.some(({ kind }) => kind === 'path') || fixing.has(before?.word ?? '');
  const isOwn = words.length === 0 || readCommand(words)?.verb === words[0]?.word;
  return before !== null &&
    !isOwn &&
    !tells(words) &&
    !isPerson(words) &&
    (sharesVerb || (isShared && isThing && !clause.isItem && joint !== 'new'))
    ? {
        tokens: [before, ...spaced(words)],
        confidence: 0.8,
      }
    : null;
}
/** "… then react, then vite" */
const maxThing = 4;
const fixing: ReadonlySet<string> = new Set(['fix', 'repair', 'correct', 'resolve']);
const articles: ReadonlySet<string> = new Set(['the', 'a', 'an', 'some']);

/** "New task: dark mode" */
const addedThing = (words: readonly Token[]): ReadCommand => ({
  tokens: [wordToken('add'), ...spaced(words)],
  confidence: 0.8,
});

const fragmentLength = 5;
const maxQuoted = 60;
const persons: ReadonlySet<string> = new Set('i we you it this that they he she there'.split(' '));

/** Words without a verb that may have been meant as work, or that say something else. */
function readOther(words: readonly Token[], { isQuestion }: Clause, board: Board): Reading {
  const said = words.filter(isSaid);
  const isFragment = said.length > 0 && said.length < fragmentLength && !persons.has(said[0]?.word ?? '');
  if (isQuestion || !isFragment) return requestReading(questionRequest(null, { confidence: 0.4 }));
  const named = findTargets(words, anyTask, board);
  const thing = render(trimMarks(words)).slice(0, maxQuoted);
  const [key] = named.kind === 'found' && !named.isGroup ? named.keys : [];
  return requestReading(
    questionRequest(null, {
      needs_clarification: `What shall be done with "${thing}"?`,
      choices: [
        ...(key === undefined ? [] : [{ label: `How is ${key}?`, say: `how is ${key}` }]),
        { label: `Add ${thing}`, say: `add ${thing}` },
        { label: `Fix ${thing}`, say: `fix ${thing}` },
        { label: 'Nothing', say: 'never mind' },
      ],
      confidence: 0.3,
    }),
  );
}
