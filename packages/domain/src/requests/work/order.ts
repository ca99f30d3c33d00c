import type { DependencyCondition } from '@overmind/contracts/entities/task';
import type { Joint } from '../language/clauses.ts';
import { compilePhrase, matchStart, phraseTable } from '../language/phrases.ts';
import type { Token } from '../language/tokens.ts';

export interface Step {
  command: readonly Token[];
  joint: Joint;
  after: DependencyCondition;
  /** Whether it hangs on how the work before it goes. */
  isOutcome: boolean;
  /** Whether it waits for all before it. */
  isOnAll: boolean;
}

export interface Order {
  dependsOn: number[];
  after: DependencyCondition;
}

const failures = phraseTable(`
  (what|whatever|anything|everything|all|those|the ones|the tests) [that|which|is|are|has|have|it] (fails|fail|failed|breaks|break|broke|failing|broken|red|not pass|does not pass|do not pass)
  (the|any|all|all the|every|its) (failures|failure|failing ones|failing one|failing test|failing tests|failed tests|failed ones|broken tests|broken ones|red tests|red ones|test failures)
`);
const results = phraseTable(`
  (the|any|all|its|their) (errors|findings|results|result|issues|problems|outcome) [it|you|they|that|found]
  (whatever|what|anything|everything|all) [that] (it|you|they) (finds|find|found|shows|show|reports)
`);
const pronouns: ReadonlySet<string> = new Set(['it', 'them', 'that', 'those', 'both']);
const resultVerbs = compilePhrase(
  '(fix|report|send|summarize|summarise|post|publish|share|email|write|put|show|tell|list|document|comment)',
);

/** How a command speaks of the work before it; null when it does not. */
export function backReference(command: readonly Token[]): DependencyCondition | null {
  for (let at = 1; at < Math.min(command.length, 20); at++) {
    const tail = command.slice(at, at + 8);
    if (matchStart(failures, tail) !== null) return 'failed';
    if (matchStart([resultVerbs], command) !== null && matchStart(results, tail) !== null) return 'done';
  }
  const [, object, more] = command;
  return object !== undefined &&
    pronouns.has(object.word) &&
    (more === undefined || more.word === 'to' || more.word === 'on' || more.word === 'again')
    ? 'done'
    : null;
}

/**
 * What each step waits for. "Then", a condition, and words that speak of a result before begin a stage that waits for
 * the stage before; another outcome of the same work ("if they fail, …") waits for the same.
 */
export function orderSteps(steps: readonly Step[]): Order[] {
  let before: number[] = [];
  let stage: number[] = [];
  let condition: DependencyCondition = 'done';
  let isBranch = false;
  const orders: Order[] = [];
  for (const [index, step] of steps.entries()) {
    const back = backReference(step.command);
    const isLater = index > 0 && (step.joint === 'then' || back !== null);
    if (isLater) {
      const isOther = isBranch && step.isOutcome;
      if (!isOther) before = step.isOnAll ? leavesOf(orders) : stage;
      stage = [];
      condition = step.isOutcome || back === null ? step.after : back;
      isBranch = step.isOutcome;
    } else if (step.joint === 'new') {
      before = [];
      stage = [];
      condition = 'done';
      isBranch = false;
    }
    stage.push(index);
    orders.push({ dependsOn: [...before], after: before.length > 0 ? condition : 'done' });
  }
  return orders;
}

/** The steps that no other waits for. */
function leavesOf(orders: readonly Order[]): number[] {
  const awaited = new Set(orders.flatMap(({ dependsOn }) => dependsOn));
  return [...orders.keys()].filter((index) => !awaited.has(index));
}
