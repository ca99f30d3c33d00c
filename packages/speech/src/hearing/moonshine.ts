import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensor } from 'onnxruntime-node';
import { openBoth } from '../onnx/open-both.ts';
import { openSession, type Session, type SessionOptions } from '../onnx/session.ts';
import { flag, floats, floatsOf, integers, ones, outputOf } from '../onnx/tensors.ts';
import { type Outlook, outlookOf } from './logits.ts';
import { readTokens, startOfText, type Tokens } from './tokens.ts';

/** What the decoder remembers of the tokens so far; it is never changed, so many may go on from the same. */
interface Memory {
  sound: Tensor;
  mask: Tensor;
  past: Readonly<Record<string, Tensor>>;
  outlook: Outlook;
}
export type DecoderMemory = Memory;

/** The Moonshine model: sound to features, and features to tokens one at a time. */
export interface Moonshine extends AsyncDisposable {
  readonly tokens: Tokens;
  /** Listens to the samples and reads `prefix` as if it had been written; at most 30 s. */
  begin(samples: Float32Array, prefix: readonly number[]): Promise<DecoderMemory>;
  write(memory: DecoderMemory, token: number): Promise<DecoderMemory>;
}

const heads = 8;
const pastPrefix = 'past_key_values';

/** Opens the three files that stand in `folder`. */
export async function openMoonshine(folder: string, options: SessionOptions = {}): Promise<Moonshine> {
  const tokens = readTokens(await readFile(join(folder, 'tokenizer.bin')));
  const [encoder, decoder] = await openBoth(
    () => openSession(join(folder, 'encoder_model.ort'), options),
    () => openSession(join(folder, 'decoder_model_merged.ort'), options),
  );
  const pastNames = decoder.inputNames.filter((name) => name.startsWith(pastPrefix));
  const step = (memory: Omit<Memory, 'outlook'>, ids: readonly number[], isFirst: boolean) =>
    runDecoder(decoder, tokens.count, memory, ids, isFirst);
  return {
    tokens,
    async begin(samples, prefix) {
      const mask = ones(samples.length);
      const sound = await runEncoder(encoder, samples, mask);
      const past = Object.fromEntries(pastNames.map((name) => [name, nothingPast(sound)]));
      return step({ sound, mask, past }, [startOfText, ...prefix], true);
    },
    write: (memory, token) => step(memory, [token], false),
    async [Symbol.asyncDispose]() {
      await encoder[Symbol.asyncDispose]();
      await decoder[Symbol.asyncDispose]();
    },
  };
}

/** How large it is differs from model to model; each of its heads sees an equal part of a feature. */
const nothingPast = ({ dims }: Tensor): Tensor =>
  floats(new Float32Array(0), [0, heads, 1, (dims.at(-1) ?? 0) / heads]);

async function runEncoder(encoder: Session, samples: Float32Array, mask: Tensor): Promise<Tensor> {
  const outputs = await encoder.run({
    input_values: floats(samples, [1, samples.length]),
    ...(encoder.inputNames.includes('attention_mask') ? { attention_mask: mask } : {}),
  });
  return outputOf(outputs, 'last_hidden_state');
}

async function runDecoder(
  decoder: Session,
  count: number,
  { sound, mask, past }: Omit<Memory, 'outlook'>,
  ids: readonly number[],
  isFirst: boolean,
): Promise<Memory> {
  const outputs = await decoder.run({
    input_ids: integers(ids),
    encoder_hidden_states: sound,
    // As long as the samples, not as the features: the graph divides it itself.
    ...(decoder.inputNames.includes('encoder_attention_mask') ? { encoder_attention_mask: mask } : {}),
    use_cache_branch: flag(!isFirst),
    ...past,
  });
  const next = Object.keys(past).map((name): [string, Tensor] => {
    // What is remembered of the sound is given once, in the first call.
    const isKept = !isFirst && name.includes('.encoder.');
    const kept = isKept ? past[name] : undefined;
    return [name, kept ?? outputOf(outputs, name.replace(pastPrefix, 'present'))];
  });
  const outlook = outlookOf(floatsOf(outputOf(outputs, 'logits')), count);
  return { sound, mask, past: Object.fromEntries(next), outlook };
}
