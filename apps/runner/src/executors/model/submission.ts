import { tool } from 'ai';
import type { z } from 'zod';

/** How often something is sent back before the talk is over without it. */
const mostRefusals = 3;
const over = 'The talk is over.';

/** What a model hands in once, and how often it may try. */
export class Submission<T> {
  taken: T | null = null;
  /** Of the last try. */
  flaws: string[] = [];
  #refusals = 0;

  /** Taken, or refused for good: there is nothing more to talk about. */
  get isOver(): boolean {
    return this.taken !== null || this.#refusals > mostRefusals;
  }

  /** What the model is told about it. */
  judge(value: T, flaws: string[]): string {
    if (this.isOver) return over;
    this.flaws = flaws;
    if (flaws.length === 0) {
      this.taken = value;
      return 'Taken.';
    }
    this.#refusals += 1;
    return `${this.isOver ? 'Refused for good' : 'Refused'}:\n${flaws.join('\n')}`;
  }
}

interface Handover<T> {
  description: string;
  schema: z.ZodType<T>;
  submission: Submission<T>;
  /** What is wrong with it, for the model to put right. */
  findFlaws: (value: T) => Promise<string[]>;
  clean: (text: string) => string;
}

/**
 * The tool by which a model hands something in; only what passes here counts, whatever else it says. One thing is
 * looked at at a time, however many it hands in at once, and none any more once the talk is over.
 */
export function submitTool<T>({ description, schema, submission, findFlaws, clean }: Handover<T>) {
  let last: Promise<unknown> = Promise.resolve();
  const judge = async (value: T): Promise<string> =>
    submission.isOver ? over : submission.judge(value, await findFlaws(value));
  return tool<T, string>({
    description,
    inputSchema: schema,
    execute: async (value) => {
      const next = last.then(() => judge(value));
      last = next.catch(() => {}); // Whoever handed it in hears of it.
      return clean(await next);
    },
  });
}
