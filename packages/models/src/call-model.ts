import { refOf } from '@overmind/domain/models/refs';
import type { z } from 'zod';
import { type Answer, textOf } from './calls/answer.ts';
import { goThroughChain, type Taken } from './calls/chain.ts';
import { conversationSpec, type ModelRequest } from './conversation.ts';
import { ModelCallError } from './failures/model-call-error.ts';
import type { ModelLayer } from './layer.ts';
import { wholeAnswer } from './routed-model.ts';
import {
  mostReAsks,
  type Read,
  reAskWords,
  readStructured,
  structureFormat,
  structureRules,
} from './structured.ts';

export interface ModelReply {
  text: string;
  /** `provider/model` that answered. */
  ref: string;
  /** It was cut off at the number of tokens that it had. */
  isCutShort: boolean;
  /** As the ledger has it. */
  callId: string;
}

/**
 * Asks a model and waits for the whole answer: as nothing is shown before, an answer that breaks off is asked for anew
 * like any other failure. Throws ModelCallError; each call is in the ledger by then.
 */
export async function callModel(layer: ModelLayer, request: ModelRequest): Promise<ModelReply> {
  const spec = conversationSpec({ request, more: [], rules: '', reAsk: 0 });
  return replyOf(await goThroughChain(layer, spec, wholeAnswer));
}

/** Asks once for a value that fits a schema, and says what is wrong with an answer that does not; it is not asked again. */
export async function askForValue<T>(
  layer: ModelLayer,
  request: ModelRequest,
  schema: z.ZodType<T>,
): Promise<ModelReply & { read: Read<T> }> {
  const words = { request, rules: structureRules(schema), responseFormat: structureFormat(schema) };
  const reply = replyOf(
    await goThroughChain(layer, conversationSpec({ ...words, more: [], reAsk: 0 }), wholeAnswer),
  );
  return { ...reply, read: readStructured(reply.text, schema) };
}

/**
 * Asks for a value that fits a schema. An answer that does not is sent back with what is wrong, twice at most; each time
 * is a call of its own.
 */
export async function callForValue<T>(
  layer: ModelLayer,
  request: ModelRequest,
  schema: z.ZodType<T>,
): Promise<ModelReply & { value: T }> {
  const words = { request, rules: structureRules(schema), responseFormat: structureFormat(schema) };
  let more: { role: 'assistant' | 'user'; text: string }[] = [];
  for (let reAsk = 0; ; reAsk++) {
    const spec = conversationSpec({ ...words, more, reAsk });
    const answered = await goThroughChain(layer, spec, wholeAnswer);
    const reply = replyOf(answered);
    const read = readStructured(reply.text, schema);
    if (read.ok) return { ...reply, value: read.value };
    if (reAsk >= mostReAsks) {
      const message = `${reply.ref} gave ${mostReAsks + 1} answers that do not fit; of the last one: ${read.flaws}`;
      throw new ModelCallError('invalid_output', message, answered.record.attempts);
    }
    const said = reply.text === '' ? '(nothing)' : reply.text;
    more = [
      { role: 'assistant', text: said },
      { role: 'user', text: reAskWords(read.flaws) },
    ];
  }
}

const replyOf = ({ taken, source, record }: Taken<Answer>): ModelReply => ({
  ...{ text: textOf(taken), ref: refOf(source.entry), callId: record.id },
  isCutShort: taken.finishReason.unified === 'length',
});
