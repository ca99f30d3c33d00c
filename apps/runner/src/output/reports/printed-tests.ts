import { NodeTestReader } from './node-test.ts';
import { TapReader } from './tap.ts';
import { gather, type ReadTests } from './test-report.ts';

const longestLine = 2_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal begin with one.
const colours = /\x1b\[[0-9;]*[A-Za-z]/g;

/** The single tests in what a step prints, where it prints them in a form that tools share. */
export class PrintedTests {
  readonly #tap = new TapReader();
  readonly #node = new NodeTestReader();

  add(line: string): void {
    if (line.length > longestLine) return;
    const text = line.replace(colours, '');
    this.#tap.add(text);
    this.#node.add(text);
  }

  read(): ReadTests | null {
    this.#node.end();
    if (this.#node.cases.length > 0) return gather('node_test', this.#node.cases);
    return this.#tap.cases.length > 0 ? gather('tap', this.#tap.cases) : null;
  }
}
