import { type ModelAttempt, ModelCallScope } from '@overmind/contracts/entities/model';
import type { TryAnswer, TryLine, TryRequest } from '@overmind/contracts/entities/model-catalogue';
import { callModel } from '@overmind/models/call-model';
import type { ModelRequest } from '@overmind/models/conversation';
import { ModelCallError } from '@overmind/models/failures/model-call-error';
import { streamModel } from '@overmind/models/stream-model';
import type { Core } from '../core.ts';
import { toAppError } from './call-failure.ts';

function requestOf(
  { prompt, system, policy, project_id, max_output_tokens, temperature, is_deterministic }: TryRequest,
  attempts: ModelAttempt[],
  signal: AbortSignal,
): ModelRequest {
  return {
    scope: ModelCallScope.parse({ purpose: 'models.try', project_id }),
    ...{ policy, signal, isDeterministic: is_deterministic, maxOutputTokens: max_output_tokens },
    ...(temperature === undefined ? {} : { temperature }),
    history: { system, task: prompt, decisionRecord: null, summary: null, turns: [] },
    onAttempt: (attempt) => void attempts.push(attempt),
  };
}

/** Calls a model for somebody who wants to see what it says; in the ledger and the budgets like any other call. */
export async function tryModels(core: Core, request: TryRequest, signal: AbortSignal): Promise<TryAnswer> {
  const attempts: ModelAttempt[] = [];
  const { text, ref, isCutShort, callId } = await callModel(
    core.models,
    requestOf(request, attempts, signal),
  ).catch(rethrow);
  return { call_id: callId, ref, text, is_cut_short: isCutShort, attempts };
}

/** The same as it comes. What fails before the first words is thrown; what fails after them is the last line. */
export async function streamTry(
  core: Core,
  request: TryRequest,
  signal: AbortSignal,
): Promise<AsyncGenerator<TryLine>> {
  const attempts: ModelAttempt[] = [];
  const stream = await streamModel(core.models, requestOf(request, attempts, signal)).catch(rethrow);
  return linesOf({ ...stream, attempts });
}

async function* linesOf({
  ref,
  deltas,
  giveUp,
  attempts,
}: Awaited<ReturnType<typeof streamModel>> & { attempts: ModelAttempt[] }): AsyncGenerator<TryLine> {
  try {
    yield { type: 'start', ref };
    for await (const delta of deltas) yield { type: 'delta', ...delta };
    yield { type: 'end', ref, attempts };
  } catch (error) {
    if (!(error instanceof ModelCallError)) throw error;
    yield { type: 'error', detail: toAppError(error).message, attempts };
  } finally {
    await giveUp();
  }
}

function rethrow(error: unknown): never {
  throw error instanceof ModelCallError ? toAppError(error) : error;
}
