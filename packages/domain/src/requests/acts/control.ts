import type { Intent, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { TaskStatus } from '@overmind/contracts/entities/task';
import type { Certainty } from '../grammar/control-table.ts';
import { controls } from '../grammar/controls.ts';
import { everyone } from '../grammar/groups.ts';
import { grades, levels } from '../grammar/levels.ts';
import { downward, upward, urging } from '../grammar/slots.ts';
import { beginsCommand } from '../language/commands.ts';
import {
  compilePhrase,
  indexByFirstWord,
  type Lexicon,
  matchPhrase,
  type Phrase,
  type Slots,
  saysAny,
} from '../language/phrases.ts';
import { render, type Token } from '../language/tokens.ts';
import { eitherOf, withoutRival, withoutTale } from './act-words.ts';
import { agentNamed } from './agents.ts';
import type { Board, TargetSearch, Targets } from './board.ts';
import { clarifyAgent, clarifyTargets } from './clarify.ts';
import { controlRequest } from './requests.ts';
import { findTargets } from './targets.ts';
import { isClean, isMarked, isNumbered, isPronoun } from './wording.ts';

const unfinished: readonly (readonly TaskStatus[])[] = [
  ['in_progress', 'queued', 'blocked'],
  ['needs_review', 'failed'],
];
const waiting: readonly (readonly TaskStatus[])[] = [
  ['queued', 'blocked', 'failed'],
  ['in_progress', 'needs_review'],
];
export const anyTask: TargetSearch = { tiers: [...unfinished, ['done', 'canceled']], isStrict: false };

/** Intents that act on tasks, and which tasks they can mean. */
const searches: Partial<Record<Intent, TargetSearch>> = {
  cancel: { tiers: unfinished, isStrict: true },
  retry: { tiers: [['failed'], ['blocked']], isStrict: false },
  approve: { tiers: [['needs_review']], isStrict: true },
  reject: { tiers: [['needs_review']], isStrict: true },
  reprioritize: { tiers: waiting, isStrict: false },
  assign: { tiers: waiting, isStrict: false },
  comment: anyTask,
  block: {
    tiers: [
      ['queued', 'in_progress'],
      ['failed', 'needs_review'],
    ],
    isStrict: false,
  },
  what_changed: { tiers: [['needs_review'], ['done'], ['in_progress', 'failed']], isStrict: false },
  status: anyTask,
  ask: anyTask,
  run_cycle: { tiers: [['queued'], ['failed', 'blocked']], isStrict: false },
};

interface ControlRule {
  intent: Intent;
  certainty: Certainty;
  phrase: Phrase;
  priority: number | null;
}
const rules: readonly ControlRule[] = controls.map(([intent, certainty, says, priority = null]) => ({
  ...{ intent, certainty, phrase: compilePhrase(says), priority },
}));
const rulesFor = indexByFirstWord(rules, ({ phrase }) => phrase);
/** Longer words describe work. */
const maxLength = 400;

/** What a clause controls, by the first phrase that fits; null when it controls nothing. */
export function readControl(clause: readonly Token[], board: Board): UnderstoodRequest | null {
  if (clause.length > maxLength) return null;
  const shorter = withoutRival(clause, board);
  if (shorter.length < clause.length) return readControl(shorter, board);
  const lexicon = lexiconOf(board);
  for (const rule of rulesFor(clause)) {
    const slots = matchPhrase(rule.phrase, clause, lexicon);
    const request = slots === null ? null : applyRule(rule, withSubject(slots, clause), board);
    if (request !== null) return request;
  }
  return null;
}

export function lexiconOf({ context }: Board): Lexicon {
  return {
    agent: (words) => agentNamed(words, context.agents) !== null,
    grade: (words) => grades.has(render(words).toLowerCase()),
    level: (words) => levels.has(render(words).toLowerCase()),
    upward: (words) => saysAny(upward, words),
    downward: (words) => saysAny(downward, words),
    counted: ([word, more]) => more === undefined && counted.has(word?.word ?? ''),
    it: ([word, more]) => more === undefined && pronouns.has(word?.word ?? ''),
    quote: (words) => words.length === 1 && words[0]?.kind === 'quote',
  };
}

/** What can stand for a decision that was spoken of. */
const pronouns: ReadonlySet<string> = new Set(['it', 'that', 'this']);

/** Words that lead in a reason and belong to it: "reject it, the tests are missing". */
const leads: ReadonlySet<string> = new Set('it the they there this that we i not tests still'.split(' '));

function withSubject(slots: Slots, clause: readonly Token[]): Slots {
  const [first] = slots.reason ?? [];
  const before = first === undefined ? undefined : clause[clause.indexOf(first) - 1];
  if (before === undefined || !leads.has(before.word)) return slots;
  return { ...slots, reason: [before, ...(slots.reason ?? [])] };
}

/** What "how many" counts when it asks of the board. */
const counted: ReadonlySet<string> = new Set(
  'tasks task runs jobs tickets open failed done queued blocked running are of more were have things do waiting pending left reviews items finished completed canceled failures'.split(
    ' ',
  ),
);

function applyRule(rule: ControlRule, slots: Slots, board: Board): UnderstoodRequest | null {
  const { intent, certainty } = rule;
  if (slots.it !== undefined && board.context.discussion?.isSpokenOf !== true) return null;
  const agent = slots.agent === undefined ? null : agentNamed(slots.agent, board.context.agents);
  if (intent === 'enable_agent' || intent === 'disable_agent') {
    if (agent !== null) return controlRequest(intent, { agent });
    return clarifyAgent(controlRequest(intent), render(slots.what ?? []), board);
  }
  if (searches[intent] === undefined) return controlRequest(intent, { words: wordsOf(slots) });
  if (intent === 'run_cycle' && slots.task === undefined) return controlRequest(intent);
  const priority = levelOf(slots) ?? rule.priority;
  if (intent === 'reprioritize' && priority === null) return null;
  const fields = { agent, priority, words: wordsOf(slots) };
  const request = targetRequest(controlRequest(intent, fields), slots.task ?? [], certainty, board);
  const isOfAll =
    intent === 'what_changed' && slots.task === undefined && request?.needs_clarification !== null;
  return isOfAll ? controlRequest(intent, fields) : request;
}

function wordsOf({ reason, words, quote }: Slots): string | null {
  const said = render(reason ?? quote ?? words ?? []);
  return said === '' ? null : quote === undefined ? said : said.slice(1, -1);
}

function levelOf({ grade, level, upward, downward }: Slots): number | null {
  if (grade !== undefined) return levels.get(render(grade).toLowerCase()) ?? null;
  if (level !== undefined) return levels.get(render(level).toLowerCase()) ?? null;
  if (upward !== undefined) return saysAny(urging, upward) ? 1 : 2;
  return downward === undefined ? null : 4;
}

/** The request on the tasks that the words mean, or asking which. Null when they may as well describe work. */
export function targetRequest(
  request: UnderstoodRequest,
  what: readonly Token[],
  certainty: Certainty,
  board: Board,
): UnderstoodRequest | null {
  const search = searches[request.intent] ?? anyTask;
  const needsKey = request.intent === 'run_cycle';
  if (what.length === 1 && nothing.has(what[0]?.word ?? '')) return null;
  if (request.intent === 'block' && saysAny(everyone, what)) return null;
  if (request.intent === 'what_changed' && /ing$/.test(what[0]?.word ?? '')) return null;
  if (certainty !== 'plain' && (persons.has(what[0]?.word ?? '') || beginsCommand(what))) return null;
  if (
    certainty === 'marked' &&
    (!(isMarked(what) || isNumbered(what, board)) || (needsKey && isPronoun(what)))
  )
    return null;
  if (certainty !== 'plain' && !isClean(what, board)) return null;
  const targets = findTargets(certainty === 'plain' ? withoutTale(what, board) : what, search, board);
  const either = eitherOf(what, targets, board);
  if (either !== null && grave.has(request.intent))
    return clarifyTargets(request, render(what), either, search, board);
  if (targets.kind === 'none' && certainty === 'plain' && what.some(({ word }) => telling.has(word)))
    return null;
  const isSure = certainty === 'plain' || isMarked(what) || what.length === 0;
  if (!isSure && !isEligible(targets, search, board)) return null;
  if (targets.kind !== 'found')
    return isSure && (certainty === 'plain' || isMarked(what) || targets.kind === 'unclear')
      ? clarifyTargets(request, render(what), targets, search, board)
      : null;
  const isRetry = request.intent === 'run_cycle' && targets.keys.every((key) => isStuck(key, board));
  return { ...request, intent: isRetry ? 'retry' : request.intent, targets: targets.keys };
}

const grave: ReadonlySet<Intent> = new Set<Intent>(['approve', 'cancel', 'reject']);
const persons: ReadonlySet<string> = new Set(['we', 'i', 'you']);
const nothing: ReadonlySet<string> = new Set(['nothing', 'none', 'nobody']);
/** "Cancel button is broken" tells of the product. */
const telling: ReadonlySet<string> = new Set('is are was were does has have should looks needs'.split(' '));

function isEligible(targets: Targets, { tiers }: TargetSearch, { index }: Board): boolean {
  const statuses = new Set(tiers.flat());
  if (targets.kind === 'unclear') return targets.candidates.every(({ status }) => statuses.has(status));
  if (targets.kind !== 'found') return false;
  return targets.keys.every((key) => {
    const task = index.tasks.find((known) => known.key === key);
    return task === undefined || statuses.has(task.status);
  });
}

function isStuck(key: string, { index }: Board): boolean {
  const status = index.tasks.find((task) => task.key === key)?.status;
  return status === 'failed' || status === 'blocked';
}
