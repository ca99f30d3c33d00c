import { refOf } from '@overmind/domain/models/refs';
import { goThroughChain } from './calls/chain.ts';
import { partStream, untilContent } from './calls/part-stream.ts';
import { conversationSpec, type ModelRequest } from './conversation.ts';
import type { ModelLayer } from './layer.ts';

export interface ModelDelta {
  /** Thoughts are what a model says to itself before it answers. */
  kind: 'text' | 'thought';
  text: string;
}

export interface ModelStream {
  /** `provider/model` that answers. */
  ref: string;
  /** To be read to the end, or left: then the rest is given up. Throws ModelCallError. */
  deltas: AsyncIterable<ModelDelta>;
  /** Gives up what was not read, also where nothing was yet; does nothing after the end. */
  giveUp(): Promise<void>;
}

/**
 * Asks a model and gives its words as they come. Until the first of them, failures lead to the next try or model as with
 * `callModel`. After it there is no other model that could go on, so what fails then is thrown, once, by the deltas.
 */
export async function streamModel(layer: ModelLayer, request: ModelRequest): Promise<ModelStream> {
  const spec = conversationSpec({ request, more: [], rules: '', reAsk: 0 });
  const { taken, source, record } = await goThroughChain(layer, spec, untilContent);
  const deltas = deltasOf(partStream(taken, source, record, spec.signal));
  return { ref: refOf(source.entry), deltas, giveUp: () => source.giveUp() };
}

async function* deltasOf(stream: ReturnType<typeof partStream>): AsyncGenerator<ModelDelta> {
  for await (const part of stream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'text-delta' && part.delta !== '') yield { kind: 'text', text: part.delta };
    if (part.type === 'reasoning-delta' && part.delta !== '') yield { kind: 'thought', text: part.delta };
  }
}
