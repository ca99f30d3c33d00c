'use client';
import type { ModelAttempt } from '@overmind/contracts/entities/model';
import type { TryLine, TryRequest } from '@overmind/contracts/entities/model-catalogue';
import { getModelUsage, listCallsOfNoProject, listModelCalls } from '@overmind/contracts/routes/model-calls';
import { listModels, streamModels } from '@overmind/contracts/routes/models';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey } from '#lib/api/use-route.ts';
import { trial as text } from '#text/providers.ts';

export interface Trial {
  state: 'asking' | 'answered' | 'failed' | 'stopped';
  ref: string | null;
  words: string;
  attempts: readonly ModelAttempt[];
  problem: string | null;
}

const begun: Trial = { state: 'asking', ref: null, words: '', attempts: [], problem: null };

function follow(trial: Trial, line: TryLine): Trial {
  switch (line.type) {
    case 'start':
      return { ...trial, ref: line.ref };
    case 'delta':
      return line.kind === 'text' ? { ...trial, words: trial.words + line.text } : trial;
    case 'end':
      return { ...trial, state: 'answered', ref: line.ref, attempts: line.attempts };
    case 'error':
      return { ...trial, state: 'failed', attempts: line.attempts, problem: line.detail };
  }
}

/** One question to a model at a time, shown as it comes. Leaving the page stops it. */
export function useTrial() {
  const [trial, setTrial] = useState<Trial | null>(null);
  const running = useRef<AbortController | null>(null);
  const queries = useQueryClient();
  useEffect(() => () => running.current?.abort(), []);
  const ask = async (body: z.input<typeof TryRequest>) => {
    running.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setTrial(begun);
    const last = await answerOf(body, signal, setTrial);
    if (!signal.aborted) setTrial(last);
    for (const route of [listModels, getModelUsage, listModelCalls, listCallsOfNoProject])
      void queries.invalidateQueries({ queryKey: routeKey(route) });
  };
  const stop = () => {
    running.current?.abort();
    setTrial((before) => (before?.state === 'asking' ? { ...before, state: 'stopped' } : before));
  };
  return { trial, ask: (body: z.input<typeof TryRequest>) => void ask(body), stop };
}

/** Tells each step, and gives the last: an end, or why there is none. */
async function answerOf(
  body: z.input<typeof TryRequest>,
  signal: AbortSignal,
  onStep: (trial: Trial) => void,
): Promise<Trial> {
  let trial = begun;
  try {
    const { readTryLines } = await import('./read-lines.ts');
    const response = await api.stream(streamModels, { body, signal });
    if (response.body !== null)
      for await (const line of readTryLines(response.body)) {
        trial = follow(trial, line);
        if (!signal.aborted) onStep(trial);
      }
  } catch (error) {
    return { ...trial, state: 'failed', problem: errorWords(error) };
  }
  return trial.state === 'asking' ? { ...trial, state: 'failed', problem: text.broken } : trial;
}
