import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listProcesses } from './process-list.ts';

/*
 * A step that leaves traces outside its workspace: a journal that tells when each execution began, lived and
 * ended. It prints numbered lines, and may stop half-way until the test opens its gate.
 */
const program = `
import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
const [journal, lines, gate, isStubborn] = process.argv.slice(2);
if (isStubborn) process.on('SIGTERM', () => {});
const id = process.hrtime.bigint();
const note = (word) => appendFileSync(journal, word + ' ' + id + '\\n');
note('start');
for (let line = 1; line <= Number(lines); line++) {
  if (line % 5 === 0) note('alive');
  while (line === Math.ceil(lines / 2) && gate && !existsSync(gate)) {
    note('alive');
    await pause(25);
  }
  console.log('line ' + line);
  await pause(5);
}
note('end');
`;

/** One execution of the step, as its journal tells it. */
interface Execution {
  id: string;
  from: number;
  to: number;
  isEnded: boolean;
}

interface StepOptions {
  lines: number;
  /** Stops half-way until `openGate`. */
  hasGate?: boolean;
  /** Does not end on SIGTERM. */
  isStubborn?: boolean;
}

export class TracedStep {
  readonly run: string[];
  readonly #journal: string;
  readonly #gate: string;

  private constructor(folder: string, { lines, hasGate = false, isStubborn = false }: StepOptions) {
    this.#journal = join(folder, 'journal');
    this.#gate = join(folder, 'gate');
    const flags = [hasGate ? this.#gate : '', isStubborn ? 'stubborn' : ''];
    this.run = ['node', join(folder, 'step.mjs'), this.#journal, String(lines), ...flags];
  }

  static async create(folder: string, options: StepOptions): Promise<TracedStep> {
    await writeFile(join(folder, 'step.mjs'), program);
    await writeFile(join(folder, 'journal'), '');
    return new TracedStep(folder, options);
  }

  openGate(): Promise<void> {
    return writeFile(this.#gate, '');
  }

  async executions(): Promise<Execution[]> {
    const known = new Map<string, Execution>();
    for (const [at, entry] of (await readFile(this.#journal, 'utf8')).trim().split('\n').entries()) {
      const [word, id = ''] = entry.split(' ');
      const execution = known.get(id) ?? { id, from: at, to: at, isEnded: false };
      known.set(id, { ...execution, to: at, isEnded: word === 'end' });
    }
    known.delete('');
    return [...known.values()];
  }

  /** Pairs of executions that lived at the same time: there must never be one. */
  async overlaps(): Promise<[Execution, Execution][]> {
    const all = await this.executions();
    return all.flatMap((one, index) =>
      all
        .slice(index + 1)
        .flatMap((other): [Execution, Execution][] => (other.from < one.to ? [[one, other]] : [])),
    );
  }

  /** Processes of the step that live now. */
  livePids(): number[] {
    return listProcesses()
      .filter(({ command }) => command.includes(this.#journal))
      .map(({ pid }) => pid);
  }

  /** How far the journal has come, for faults that hit at a certain point. */
  size(): number {
    return readFileSync(this.#journal, 'utf8').split('\n').length - 1;
  }
}
