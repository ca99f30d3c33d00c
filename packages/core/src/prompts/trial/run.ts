import type { PromptTest, TestAnswer, TestLine } from '@overmind/contracts/entities/prompt-test';
import { AppError } from '@overmind/contracts/errors';
import type { z } from 'zod';
import type { Call } from '../../call.ts';
import type { Core } from '../../core.ts';
import { nothingSetUp } from '../../models/call-failure.ts';
import { unifiedPatch } from '../../state/unified-patch.ts';
import { write } from '../../write.ts';
import { answerFormOf } from '../answer-forms.ts';
import { getPrompt } from '../read.ts';
import { drawBoundary } from '../render.ts';
import { askOnce, refusalOf } from './ask.ts';
import { findInputs } from './inputs.ts';
import { type Rendered, readSides, renderSide, type Side } from './sides.ts';
import type { Tried } from './tried.ts';

/**
 * Tries one or two texts of a prompt on inputs, an input after the other and its texts at once, and tells how it goes: no
 * tool is called, and nothing is done. Where no model is to be asked, the texts alone are told.
 * What one answer fails at ends no other. What cannot be tried at all is thrown before anything is asked. Leaving the lines
 * gives up what is being asked.
 */
export async function testPrompt(
  core: Core,
  call: Call,
  promptId: string,
  { test, signal }: { test: PromptTest; signal: AbortSignal },
): Promise<AsyncGenerator<TestLine>> {
  const { key } = await getPrompt(core, promptId);
  const sides = await readSides(core, { id: promptId, key }, test.sides);
  const inputs = await findInputs(core, call, { id: promptId, key }, test.inputs);
  if (test.asks_model && (await core.models.ports.catalogue.list()).length === 0)
    throw new AppError('rule_violated', nothingSetUp, { rule: 'model.unconfigured' });
  const versions = sides.map(({ number }) => number);
  await write(core, { ...call, idempotency: null }, async (w) =>
    w.audit('prompt.tested', promptId, null, { versions, inputs: inputs.length }),
  );
  return linesOf({ core, key, sides, inputs, test, form: answerFormOf(key), signal });
}

interface Trial {
  core: Core;
  /** Of the prompt. */
  key: string;
  sides: readonly Side[];
  inputs: readonly Tried[];
  test: PromptTest;
  form: z.ZodType | null;
  signal: AbortSignal;
}

async function* linesOf(trial: Trial): AsyncGenerator<TestLine> {
  const { sides, inputs, form, signal } = trial;
  yield {
    type: 'start',
    inputs: inputs.map(({ shown }) => shown),
    sides: sides.map(({ number }) => number),
    has_form: form !== null,
  };
  for (const [at, input] of inputs.entries()) {
    if (signal.aborted) return;
    yield* tryInput(trial, at, input);
  }
  if (!signal.aborted) yield { type: 'end' };
}

async function* tryInput(trial: Trial, at: number, input: Tried): AsyncGenerator<TestLine> {
  // One mark for both, so that nothing differs but the texts.
  const boundary = drawBoundary();
  const rendered = trial.sides.map((side) => renderSide(trial.key, side, input.shown, boundary));
  yield {
    type: 'rendered',
    input: at,
    texts: rendered.map(textsOf),
    patch: patchOf(rendered),
    told: toldBeside(input, rendered),
  };
  if (!trial.test.asks_model) {
    for (const [side, made] of rendered.entries())
      if (!made.ok) yield { type: 'answered', input: at, side, answer: refusalOf(made) };
    return;
  }
  using over = new Abort(trial.signal);
  const pending = new Map<number, Promise<{ side: number; answer: TestAnswer }>>();
  try {
    for (const [side, { ok }] of rendered.entries()) if (ok) yield { type: 'asked', input: at, side };
    // Nothing is told between their start and the first wait for them: what fails meanwhile is heard.
    for (const [number, side] of trial.sides.entries()) {
      const made = rendered[number];
      if (made === undefined) continue;
      const { key, test: terms, form } = trial;
      const question = { key, side, input, rendered: made, boundary, terms, form, signal: over.signal };
      const answer = askOnce(trial.core, question);
      pending.set(
        number,
        answer.then((each) => ({ side: number, answer: each })),
      );
    }
    while (pending.size > 0) {
      const next = await Promise.race(pending.values()).catch((error: unknown) => {
        // Nobody is there any more to hear of it.
        if (trial.signal.aborted) return null;
        throw error;
      });
      if (next === null) return;
      const { side, answer } = next;
      pending.delete(side);
      yield { type: 'answered', input: at, side, answer };
    }
  } finally {
    over.abort();
    await Promise.allSettled(pending.values());
  }
}

/** Aborted with another signal, or when nobody wants the rest. */
class Abort implements Disposable {
  readonly #own = new AbortController();
  readonly #given: AbortSignal;
  readonly #onAbort = (): void => this.abort();

  constructor(given: AbortSignal) {
    this.#given = given;
    if (given.aborted) this.abort();
    given.addEventListener('abort', this.#onAbort);
  }

  get signal(): AbortSignal {
    return this.#own.signal;
  }

  abort(): void {
    this.#own.abort();
  }

  [Symbol.dispose](): void {
    this.#given.removeEventListener('abort', this.#onAbort);
  }
}

/** What the coding agent was told then, beside what each text would tell it. */
function toldBeside({ told }: Tried, rendered: readonly Rendered[]) {
  if (told === null) return null;
  const patches = rendered.map((made) =>
    made.ok ? unifiedPatch({ from: 'told then', to: 'told with this text' }, told, made.body) : null,
  );
  return { text: told, patches };
}

const textsOf = (made: Rendered): { system: string; body: string } | null =>
  made.ok ? { system: made.system, body: made.body } : null;

function patchOf([one, other]: readonly Rendered[]): { system: string; body: string } | null {
  if (one?.ok !== true || other?.ok !== true) return null;
  const patch = (part: 'system' | 'body') =>
    unifiedPatch({ from: `${part} (first)`, to: `${part} (second)` }, one[part], other[part]);
  return { system: patch('system'), body: patch('body') };
}
