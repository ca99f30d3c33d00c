import type { LanguageModelV3, LanguageModelV3CallOptions } from '@ai-sdk/provider';
import { type Answer, AnswerBuilder } from './calls/answer.ts';
import type { CallSpec, CallTerms } from './calls/call-spec.ts';
import { goThroughChain, type PartSource } from './calls/chain.ts';
import { fixedSending, needOf } from './calls/fixed-sending.ts';
import { abortError, partStream, untilContent } from './calls/part-stream.ts';
import type { ModelLayer } from './layer.ts';

/**
 * A model for the AI SDK's loops with tools, of which each call goes through the model layer: routed, limited, tried
 * again, failed over, kept to budgets, and in the ledger. Give it `maxRetries: 0`, as it tries again itself. It always
 * streams from the provider, so that silence is noticed; what it throws or ends a stream with is a ModelCallError.
 */
export function routedModel(layer: ModelLayer, terms: CallTerms): LanguageModelV3 {
  return {
    ...{ specificationVersion: 'v3', provider: 'overmind', modelId: terms.scope.purpose, supportedUrls: {} },
    async doGenerate(options) {
      const answer = await orAbort(options, goThroughChain(layer, specOf(terms, options), wholeAnswer));
      return { ...answer.taken, warnings: [] };
    },
    async doStream(options) {
      const spec = specOf(terms, options);
      const { taken, source, record } = await orAbort(options, goThroughChain(layer, spec, untilContent));
      return { stream: partStream(taken, source, record, spec.signal) };
    },
  };
}

function specOf(terms: CallTerms, options: LanguageModelV3CallOptions): CallSpec {
  const need = needOf(options);
  const signals = [terms.signal, options.abortSignal].filter((signal) => signal !== undefined);
  const last = options.prompt.findLast(({ role }) => role === 'user');
  return {
    ...{ ...terms, need, reAsk: 0, text: JSON.stringify(last?.content ?? '') },
    ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
    sendingFor: fixedSending(options, terms.onShortened),
  };
}

/** Reads an answer to its end. */
export async function wholeAnswer(source: PartSource): Promise<Answer> {
  const builder = new AnswerBuilder();
  for (let part = await source.next(); part !== null; part = await source.next()) builder.add(part);
  const { answer } = builder;
  if (answer === null) throw new Error('An attempt that has not finished must fail.');
  return answer;
}

/** The AI SDK tells a call that was given up by the platform's own error. */
async function orAbort<T>({ abortSignal }: LanguageModelV3CallOptions, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw abortSignal?.aborted ? abortError(abortSignal) : error;
  }
}
