import { type AgentReading, readNamedAgent } from '../agents/named.ts';
import { agentNamed } from './acts/agents.ts';
import { anyTask } from './acts/control.ts';
import { questionRequest } from './acts/requests.ts';
import { type Board, findTargets } from './acts/targets.ts';
import { taskForms } from './grammar/statements.ts';
import type { Clause } from './language/clauses.ts';
import { stripClutter } from './language/clutter.ts';
import { beginsCommand } from './language/commands.ts';
import { matchStart } from './language/phrases.ts';
import { isSaid, render, type Token, trimMarks, wordToken } from './language/tokens.ts';
import { type Reading, requestReading } from './reading.ts';
import { toCommand } from './work/command.ts';
import type { ReadCommand } from './work/command-form.ts';
import { readPriority } from './work/priority.ts';
import { readStatement } from './work/statement.ts';

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
  const { agents } = board.context;
  const form = matchStart(taskForms, unhurried.slice(0, 24), {
    agent: (words) => agentNamed(words, agents) !== null,
  });
  const formed = form === null || form.length >= unhurried.length ? unhurried : unhurried.slice(form.length);
  const named = readLeadAgent(formed, board) ?? readNamedAgent(formed, agents);
  const words = stripClutter(named.rest);
  const forms = form?.slots.agent === undefined ? null : agentNamed(form.slots.agent, agents);
  const agent = named.agent ?? forms;
  if (agent !== null && !words.some(says)) return { kind: 'agent', agent, isForAll: false };
  const isAsked = form !== null || saysPlease(clause.tokens) || named.agent !== null || clause.isItem;
  const command =
    likeBefore(words, clause, before) ??
    toCommand(words) ??
    (isAsked && !isPerson(words) ? addedThing(words) : null) ??
    (clause.isQuestion ? null : readStatement(words));
  if (command === null) return readOther(words, clause, board);
  const waits = clause.waitsFor === null ? null : findTargets(clause.waitsFor, anyTask, board);
  return {
    kind: 'work',
    item: {
      ...{
        command: trimMarks(command.tokens),
        said: render(clause.tokens),
        joint: clause.joint,
        after: clause.after,
      },
      ...{ isOutcome: clause.isOutcome, priority, agent, criteria: [], confidence: command.confidence },
      isStatement: command.isStatement === true,
      hasWord: clause.hasWord,
      targets: [...new Set(words.filter(({ kind }) => kind === 'key').map(({ text }) => text))],
      waitsFor: waits?.kind === 'found' ? waits.keys : [],
    },
  };
}

/** "backend add an index", "could qa test it" */
function readLeadAgent(words: readonly Token[], { context }: Board): AgentReading | null {
  const [first, second] = words;
  const at = modals.has(first?.word ?? '') ? 1 : 0;
  const name = context.agents.find((agent) => agent.name === (at === 0 ? first : second)?.word)?.name;
  const rest = words.slice(at + 1);
  return name !== undefined && beginsCommand(rest) ? { agent: name, rest } : null;
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
  const { joint } = clause;
  const isThing = articles.has(words[0]?.word ?? '') && !words.some(({ word }) => predicates.has(word));
  const isShared =
    joint === 'then' || words.some(({ kind }) => kind === 'path') || fixing.has(before?.word ?? '');
  return isShared && before !== null && isThing && !clause.isItem && joint !== 'new'
    ? {
        tokens: [before, ...words.map((token, at) => (at === 0 ? { ...token, isSpaced: true } : token))],
        confidence: 0.8,
      }
    : null;
}
const fixing: ReadonlySet<string> = new Set(['fix', 'repair', 'correct', 'resolve']);
const articles: ReadonlySet<string> = new Set(['the', 'a', 'an', 'some']);
const predicates: ReadonlySet<string> = new Set(
  'is are should must needs need does has have can shows'.split(' '),
);

/** "New task: dark mode" */
const addedThing = (words: readonly Token[]): ReadCommand => ({
  tokens: [
    wordToken('add'),
    ...words.map((token, index) => (index === 0 ? { ...token, isSpaced: true } : token)),
  ],
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
