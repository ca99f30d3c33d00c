import type { TestCase } from '@overmind/contracts/entities/test-report';
import { mostRead, testCase } from './test-report.ts';

const result = /^(\s*)([✔✖﹣⚠]) (.*?)(?: \(([\d.]+)ms\))?(?:\s*# *(?:SKIP|TODO).*)?$/;
const suite = /^(\s*)▶ (.*?)(?: \([\d.]+ms\))?$/;
const statuses: Record<string, TestCase['status']> = {
  '✔': 'passed',
  '✖': 'failed',
  '﹣': 'skipped',
  '⚠': 'skipped',
};
const endOfResults = /^\s*(?:ℹ tests \d+|✖ failing tests:)/;
const longestMessageLines = 60;

/** Reads what node:test prints for people; the list of failures at its end gives the reasons. */
export class NodeTestReader {
  readonly cases: TestCase[] = [];
  #path: string[] = [];
  #isOver = false;
  #failing: { about: TestCase; lines: string[] } | null = null;

  add(line: string): void {
    if (endOfResults.test(line)) this.#isOver = true;
    else if (this.#isOver) this.#addReason(line);
    else this.#addResult(line);
  }

  /** To be called once all lines are read. */
  end(): void {
    if (this.#failing !== null)
      this.#failing.about.message = this.#failing.lines.join('\n').trim().slice(0, 10_000);
    this.#failing = null;
  }

  #addResult(line: string): void {
    const opened = suite.exec(line);
    if (opened !== null) {
      this.#path = [...this.#path.slice(0, depthOf(opened[1])), opened[2] ?? ''];
      return;
    }
    const found = result.exec(line);
    if (found === null) return;
    const [, indent, mark = '', name = '', ms] = found;
    const depth = depthOf(indent);
    const isSuite = this.#path.length > depth && this.#path[depth] === name;
    this.#path = this.#path.slice(0, depth);
    if (isSuite || this.cases.length >= mostRead) return;
    const status = / # (?:SKIP|TODO)/.test(line) ? 'skipped' : (statuses[mark] ?? 'passed');
    const duration_ms = ms === undefined ? null : Number(ms);
    this.cases.push(testCase({ suite: this.#path.join(' > '), name, status, duration_ms }));
  }

  #addReason(line: string): void {
    const found = result.exec(line);
    if (found !== null) {
      this.end();
      const about = this.cases.find(
        (each) => each.status === 'failed' && each.message === null && each.name === found[3],
      );
      this.#failing = about === undefined ? null : { about, lines: [] };
    } else if (this.#failing !== null && this.#failing.lines.length < longestMessageLines)
      this.#failing.lines.push(line.slice(0, 500));
  }
}

const depthOf = (indent = ''): number => Math.floor(indent.length / 2);
