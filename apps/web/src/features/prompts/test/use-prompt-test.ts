'use client';
import {
  type PromptTest,
  type TestAnswer,
  type TestInput,
  TestLine,
} from '@overmind/contracts/entities/prompt-test';
import { getModelUsage, listCallsOfNoProject, listModelCalls } from '@overmind/contracts/routes/model-calls';
import { testPrompt } from '@overmind/contracts/routes/prompt-tests';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { readJsonLines } from '#lib/api/json-lines.ts';
import { routeKey } from '#lib/api/use-route.ts';
import { promptTest as text } from '#text/prompt-test.ts';

type Rendered = Extract<TestLine, { type: 'rendered' }>;
export interface InputResult {
  input: TestInput;
  rendered: Pick<Rendered, 'texts' | 'patch' | 'told'> | null;
  /** By side: what came of it, or that it is being asked; undefined before. */
  answers: readonly (TestAnswer | 'asking' | undefined)[];
}
export interface TestRun {
  state: 'running' | 'ended' | 'stopped' | 'broken';
  problem: string | null;
  /** Numbers of versions; null for a draft. */
  sides: readonly (number | null)[];
  hasForm: boolean;
  /** Else the texts are only shown. */
  asksModel: boolean;
  /** The model that was chosen; null where none was. */
  chosen: string | null;
  results: readonly InputResult[];
}

const begun: TestRun = {
  ...{ state: 'running', problem: null, sides: [], hasForm: false, asksModel: true, chosen: null },
  results: [],
};

function changeAt(run: TestRun, input: number, change: (result: InputResult) => InputResult): TestRun {
  return { ...run, results: run.results.map((each, at) => (at === input ? change(each) : each)) };
}

export function follow(run: TestRun, line: TestLine): TestRun {
  switch (line.type) {
    case 'start':
      return {
        ...{ ...run, sides: line.sides, hasForm: line.has_form },
        results: line.inputs.map((input) => ({ input, rendered: null, answers: [] })),
      };
    case 'rendered':
      return changeAt(run, line.input, (result) => ({ ...result, rendered: line }));
    case 'asked':
    case 'answered': {
      const answer = line.type === 'asked' ? 'asking' : line.answer;
      return changeAt(run, line.input, (result) => {
        const answers = [...result.answers];
        answers[line.side] = answer;
        return { ...result, answers };
      });
    }
    case 'end':
      return { ...run, state: 'ended' };
  }
}

/** How many answers, or inputs that are shown, there are of how many; those that could not be asked for included. */
export function progressOf({ sides, results, asksModel }: TestRun): { done: number; all: number } {
  if (!asksModel)
    return { done: results.filter(({ rendered }) => rendered !== null).length, all: results.length };
  const answers = results.flatMap((result) => result.answers);
  const done = answers.filter((answer) => typeof answer === 'object').length;
  return { done, all: results.length * sides.length };
}

/** How many were asked for in vain. */
export const missingOf = ({ results }: TestRun): number =>
  results
    .flatMap(({ answers }) => answers)
    .filter((answer) => typeof answer === 'object' && answer.state !== 'answered').length;

/** One test at a time, followed as it goes. Leaving the page stops it. */
export function usePromptTest(promptId: string) {
  const [run, setRun] = useState<TestRun | null>(null);
  const running = useRef<AbortController | null>(null);
  const queries = useQueryClient();
  useEffect(() => () => running.current?.abort(), []);
  const start = async (body: z.input<typeof PromptTest>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const first = { ...begun, asksModel: body.asks_model ?? true, chosen: body.prefer?.[0] ?? null };
    setRun(first);
    const { signal } = controller;
    const last = await resultOf(promptId, body, { first, signal, onStep: setRun });
    if (!signal.aborted) setRun(last);
    for (const route of [getModelUsage, listModelCalls, listCallsOfNoProject])
      void queries.invalidateQueries({ queryKey: routeKey(route) });
  };
  const stop = () => {
    running.current?.abort();
    setRun((before) => (before?.state === 'running' ? { ...before, state: 'stopped' } : before));
  };
  return { run, start: (body: z.input<typeof PromptTest>) => void start(body), stop };
}

/** Tells each step, and gives the last: the end, or why there is none. */
async function resultOf(
  id: string,
  body: z.input<typeof PromptTest>,
  { first, signal, onStep }: { first: TestRun; signal: AbortSignal; onStep(run: TestRun): void },
): Promise<TestRun> {
  let run = first;
  try {
    const response = await api.stream(testPrompt, { params: { id }, body, signal });
    if (response.body !== null)
      for await (const line of readJsonLines(response.body, TestLine)) {
        run = follow(run, line);
        if (!signal.aborted) onStep(run);
      }
  } catch (error) {
    const isBegun = run.results.length > 0;
    return { ...run, state: 'broken', problem: isBegun ? text.broken : errorWords(error) };
  }
  return run.state === 'running' ? { ...run, state: 'broken', problem: text.broken } : run;
}
