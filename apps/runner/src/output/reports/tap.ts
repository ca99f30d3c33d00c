import type { TestCase } from '@overmind/contracts/entities/test-report';
import { mostRead, testCase } from './test-report.ts';

const point = /^(\s*)(not )?ok\b(?: +\d+)?(?: *- *| +)?(.*?)(?:\s*# *(skip|todo)\b.*)?$/i;
const subtest = /^(\s*)# Subtest: (.*)$/;
const longestMessageLines = 60;

/** The details below a test, in YAML. */
interface Block {
  indent: number;
  lines: string[];
  about: TestCase | null;
}

/** Reads TAP line by line. Of nested tests those that hold others are not counted: theirs are. */
export class TapReader {
  readonly cases: TestCase[] = [];
  #path: string[] = [];
  #lastIndent = -1;
  #block: Block | null = null;
  /** The test that details below it belong to; null for one that only holds others. */
  #last: TestCase | null = null;

  add(line: string): void {
    if (this.#block !== null) this.#addToBlock(this.#block, line);
    else if (subtest.test(line)) this.#enter(line);
    else if (/^\s*---\s*$/.test(line)) this.#beginBlock(line);
    else this.#addPoint(line);
  }

  #enter(line: string): void {
    const [, indent = '', name = ''] = subtest.exec(line) ?? [];
    const depth = Math.floor(indent.length / 4);
    this.#path = [...this.#path.slice(0, depth), name];
  }

  #addPoint(line: string): void {
    const found = point.exec(line);
    if (found === null) return;
    const [, indent = '', not, name = '', directive] = found;
    const depth = Math.floor(indent.length / 4);
    const isParent = this.#lastIndent > depth;
    this.#lastIndent = depth;
    this.#last = null;
    if (isParent || this.cases.length >= mostRead) return;
    const status = directive !== undefined ? 'skipped' : not === undefined ? 'passed' : 'failed';
    this.#last = testCase({ suite: this.#path.slice(0, depth).join(' > '), name, status });
    this.cases.push(this.#last);
  }

  #beginBlock(line: string): void {
    this.#block = { indent: line.search(/\S/), lines: [], about: this.#last };
  }

  #addToBlock(block: Block, line: string): void {
    if (/^\s*\.\.\.\s*$/.test(line)) {
      this.#block = null;
      if (block.about !== null) describe(block.about, block.lines);
    } else if (block.lines.length < longestMessageLines)
      block.lines.push(line.slice(block.indent, block.indent + 500));
  }
}

function describe(about: TestCase, lines: readonly string[]): void {
  const duration = lines.map((text) => /^duration_ms: ([\d.]+)/.exec(text)?.[1]).find(Boolean);
  if (duration !== undefined) about.duration_ms = Number(duration);
  if (about.status === 'failed') about.message = lines.join('\n').slice(0, 10_000);
}
