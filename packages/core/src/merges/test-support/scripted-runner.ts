import { createHash } from 'node:crypto';
import type { QuestionOf, RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import { topics } from '../../bus/bus.ts';
import type { Core } from '../../core.ts';
import { findQuestion, storeAnswer } from '../../runners/ask.ts';

const hash = (...parts: string[]): string => createHash('sha1').update(parts.join(' ')).digest('hex');

/** A runner at the other end of the bus, with one branch of which it only remembers the commits. */
export class ScriptedRunner implements Disposable {
  readonly #core: Core;
  readonly #runnerId: string;
  readonly #unsubscribe: () => void;
  /** The commits of the branch, oldest first. */
  readonly branch: string[];
  /** Heads whose checks fail. */
  readonly bad = new Set<string>();
  /** Heads that conflict with the branch, by what of it they conflict with; `*` conflicts always. */
  readonly against = new Map<string, string>();
  readonly asked: RunnerQuestion[] = [];
  /** Answers instead, where it gives one; `silence` answers nothing. */
  intercept: (question: RunnerQuestion) => RunnerAnswer | 'silence' | null = () => null;
  /** Told twice, a runner answers once. */
  readonly #seen = new Set<string>();
  readonly #merged: Map<string, { commit: string; base: string; head: string }>;

  /** With `beside` both work in one repository. */
  constructor(core: Core, runnerId: string, beside: ScriptedRunner | null = null) {
    this.branch = beside?.branch ?? ['0'.repeat(40)];
    this.#merged = beside === null ? new Map() : beside.#merged;
    this.#core = core;
    this.#runnerId = runnerId;
    this.#unsubscribe = core.bus.subscribe(topics.runner(runnerId), (message) => {
      const command = JSON.parse(message) as { kind: string; ask_id?: string };
      if (command.kind === 'ask' && command.ask_id !== undefined) void this.#answer(command.ask_id);
    });
  }

  /** Heads in the order in which they went in. */
  get heads(): string[] {
    return this.branch.flatMap((commit) => {
      const found = [...this.#merged.values()].find((each) => each.commit === commit);
      return found ? [found.head] : [];
    });
  }

  tries(): QuestionOf<'merge_try'>[] {
    return this.asked.filter((question) => question.kind === 'merge_try');
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
  }

  async #answer(askId: string): Promise<void> {
    if (this.#seen.has(askId)) return;
    this.#seen.add(askId);
    const question = await findQuestion(this.#core, this.#runnerId, askId);
    if (question === null) return;
    this.asked.push(question);
    const answer = this.intercept(question) ?? this.#answerTo(question);
    if (answer !== 'silence') await storeAnswer(this.#core, this.#runnerId, askId, answer);
  }

  #answerTo(question: RunnerQuestion): RunnerAnswer {
    switch (question.kind) {
      case 'merge_try':
        return this.#try(question);
      case 'merge_apply':
        return this.move(question);
      case 'merge_preview':
        return this.#preview(question);
      case 'push':
        return { kind: 'push' };
      case 'pull_request':
        return { kind: 'pull_request', number: 7, url: 'https://git.example.org/acme/shop/pull/7' };
      default:
        return { kind: 'refused', detail: 'Not in the script.' };
    }
  }

  #try({ items }: QuestionOf<'merge_try'>): RunnerAnswer {
    const base_commit = this.branch.at(-1) ?? '';
    const places: { commit: string; base: string }[] = [];
    let tip = base_commit;
    const inside = new Set(this.heads);
    for (const item of items) {
      const known = this.#merged.get(item.id);
      if (known !== undefined && this.branch.includes(known.commit)) {
        places.push(known);
        continue;
      }
      const enemy = this.against.get(item.head_commit);
      if (enemy === '*' || (enemy !== undefined && inside.has(enemy))) {
        const conflict = { item_id: item.id, conflicts: ['a.txt'], detail: 'One file conflicts.' };
        return { kind: 'merge_try', base_commit, outcome: { result: 'conflict', ...conflict } };
      }
      const commit = hash(tip, item.id);
      this.#merged.set(item.id, { commit, base: tip, head: item.head_commit });
      places.push({ commit, base: tip });
      inside.add(item.head_commit);
      tip = commit;
    }
    if (tip !== base_commit && items.some((item) => this.bad.has(item.head_commit))) {
      const failed = {
        result: 'check_failed' as const,
        detail: '`npm test` exited with 1',
        evidence: [proof(1)],
      };
      return { kind: 'merge_try', base_commit, outcome: failed };
    }
    const evidence = tip === base_commit ? [] : [proof(0)];
    const commits = places.map(({ commit }) => commit);
    const bases = places.map(({ base }) => base);
    return { kind: 'merge_try', base_commit, outcome: { result: 'passed', commits, bases, tip, evidence } };
  }

  #preview({ head_commit }: QuestionOf<'merge_preview'>): RunnerAnswer {
    const is_merged = this.branch.includes(head_commit);
    const base_commit = this.branch.at(-1) ?? '';
    const nothing = { ahead: 0, behind: 0, can_fast_forward: true, conflicts: [], obstacle: null };
    const preview = { ...{ base_branch: 'main', base_commit, head_commit, is_merged }, ...nothing };
    return { kind: 'merge_preview', preview };
  }

  /** What it does when it is told to move the branch. */
  move({ from_commit, to_commit }: QuestionOf<'merge_apply'>): RunnerAnswer {
    const answer = (outcome: 'moved' | 'base_changed'): RunnerAnswer => ({
      kind: 'merge_apply',
      outcome,
      detail: '',
    });
    if (this.branch.includes(to_commit)) return answer('moved');
    if (this.branch.at(-1) !== from_commit) return answer('base_changed');
    const chain: string[] = [];
    for (let commit = to_commit; commit !== from_commit; ) {
      chain.unshift(commit);
      commit = [...this.#merged.values()].find((each) => each.commit === commit)?.base ?? from_commit;
    }
    this.branch.push(...chain);
    return answer('moved');
  }
}

const proof = (exit_code: number) => ({
  ...{ name: 'test', kind: 'check' as const, run: ['npm', 'test'], exit_code, duration_ms: 1 },
  ...{ log_from_seq: null, log_to_seq: null, excerpt: '', tests: null },
});
