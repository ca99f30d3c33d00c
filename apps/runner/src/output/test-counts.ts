import type { Evidence } from '@overmind/contracts/entities/run';

export type TestCounts = NonNullable<Evidence['tests']>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal begin with one.
const colours = /\x1b\[[0-9;]*[A-Za-z]/g;
const longestLine = 500;

/** Reads the output of known test runners, line by line, in bounded memory. */
export class TestCounter {
  #summary: Partial<TestCounts> = {};
  #lines: TestCounts = { passed: 0, failed: 0, skipped: 0 };

  add(line: string): void {
    if (line.length > longestLine) return;
    const text = line.replace(colours, '').trim();
    if (text === '') return;
    this.#addNodeTest(text) || this.#addWords(text) || this.#addCargo(text) || this.#addSingle(line, text);
  }

  get counts(): TestCounts | null {
    const { passed, failed, skipped } = this.#summary;
    if (passed !== undefined || failed !== undefined)
      return { passed: passed ?? 0, failed: failed ?? 0, skipped: skipped ?? 0 };
    const { passed: ok, failed: notOk, skipped: skips } = this.#lines;
    return ok + notOk + skips > 0 ? { ...this.#lines } : null;
  }

  /** `# pass 4` (TAP) or `ℹ pass 4` (spec), from node:test and tap. */
  #addNodeTest(text: string): boolean {
    const match = /^(?:#|ℹ) (pass|fail|skipped|skip|todo|cancelled) +(\d+)$/.exec(text);
    if (match === null) return false;
    const field =
      match[1] === 'pass' ? 'passed' : match[1] === 'fail' || match[1] === 'cancelled' ? 'failed' : 'skipped';
    this.#sum(field, Number(match[2]));
    return true;
  }

  /** `Tests  1 failed | 2 passed (3)` (Vitest), `Tests: 1 failed, 2 passed` (Jest), `== 3 passed, 1 failed in 0.1s ==` (pytest). */
  #addWords(text: string): boolean {
    const isJs = /^Tests:?\s+\d+ /.test(text);
    const isPytest =
      /^=*\s*\d+ (passed|failed|skipped|errors?|xfailed|xpassed|deselected|warnings?)\b.* in [\d.]+ ?s/.test(
        text,
      );
    if (!isJs && !isPytest) return false;
    for (const match of text.matchAll(
      /(\d+) (passed|failed|skipped|todo|pending|errors?|xfailed|xpassed)\b/g,
    )) {
      const word = match[2] ?? '';
      const field = /^(passed|xpassed)$/.test(word)
        ? 'passed'
        : /^(failed|error)/.test(word)
          ? 'failed'
          : 'skipped';
      this.#sum(field, Number(match[1]));
    }
    return true;
  }

  /** `test result: ok. 3 passed; 0 failed; 1 ignored; …`, one for each crate. */
  #addCargo(text: string): boolean {
    const match = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/.exec(text);
    if (match === null) return false;
    this.#sum('passed', Number(match[1]));
    this.#sum('failed', Number(match[2]));
    this.#sum('skipped', Number(match[3]));
    return true;
  }

  /** Single tests of plain TAP (top level only) and of `go test -v`; used when no summary is printed. */
  #addSingle(line: string, text: string): void {
    if (/^not ok\b/.test(line)) this.#lines[/# (skip|todo)/i.test(text) ? 'skipped' : 'failed']++;
    else if (/^ok \d+/.test(line)) this.#lines[/# skip/i.test(text) ? 'skipped' : 'passed']++;
    else if (line.startsWith('--- PASS: ')) this.#lines.passed++;
    else if (line.startsWith('--- FAIL: ')) this.#lines.failed++;
    else if (line.startsWith('--- SKIP: ')) this.#lines.skipped++;
  }

  #sum(field: keyof TestCounts, count: number): void {
    this.#summary[field] = (this.#summary[field] ?? 0) + count;
  }
}
