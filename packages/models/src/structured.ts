import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import { z } from 'zod';

/** How often a model is asked again for what fits. */
export const mostReAsks = 2;
const mostWords = 2_000;

/** What a model is told to answer, in words, as not every provider can be told by its protocol. */
export const structureRules = (schema: z.ZodType): string =>
  `Answer with one JSON value and nothing else: no words around it and no code fence. It must fit this JSON schema:\n${JSON.stringify(draft7(schema))}`;

type JsonFormat = Extract<NonNullable<LanguageModelV3CallOptions['responseFormat']>, { type: 'json' }>;

/** The same for those that can be told by their protocol. */
export const structureFormat = (schema: z.ZodType): JsonFormat => ({ type: 'json', schema: draft7(schema) });

/** What `z.toJSONSchema` gives for that target is of that draft, which its type leaves open. */
const draft7 = (schema: z.ZodType): NonNullable<JsonFormat['schema']> =>
  z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as NonNullable<JsonFormat['schema']>;

export type Read<T> = { ok: true; value: T } | { ok: false; flaws: string };

/** Reads an answer as what it should be; the flaws are told to the model. */
export function readStructured<T>(text: string, schema: z.ZodType<T>): Read<T> {
  const found = jsonIn(text);
  if (!found.ok) return found;
  const parsed = schema.safeParse(found.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, flaws: z.prettifyError(parsed.error).slice(0, mostWords) };
}

/** Models fence what they were told not to fence, and say a word before it. */
function jsonIn(text: string): Read<unknown> {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n?\s*```/.exec(text)?.[1];
  for (const candidate of [text, fenced ?? ''])
    try {
      return { ok: true, value: JSON.parse(candidate) };
    } catch {} // Not this one.
  return { ok: false, flaws: text.trim() === '' ? 'The answer was empty.' : 'The answer was not JSON.' };
}

export const reAskWords = (flaws: string): string =>
  `That does not fit. Answer again with the whole JSON value and nothing else. What is wrong:\n${flaws}`;
