import { hiderOf } from '@overmind/outbound/hide-secrets';
import { z } from 'zod';
import { ProviderFault } from '../../failures/provider-fault.ts';
import type { ProviderAccess } from '../../ports.ts';
import { endpointOf, realSecretsOf } from '../endpoints.ts';
import { ProviderTalk } from '../provider-talk.ts';

export interface PullStep {
  /** In Ollama's words. */
  step: string;
  /** Of all parts that were begun; null while that is not known. */
  totalBytes: number | null;
  completedBytes: number | null;
}

/** To look a large part over it may be silent for minutes. */
const bounds = {
  firstByteMs: 120_000,
  idleMs: 15 * 60_000,
  totalMs: 24 * 60 * 60_000,
  mostBytes: 1024 * 1024 * 1024,
};
const mostParts = 1_000;
const mostLineChars = 64 * 1024;

const Bytes = z.number().int().min(0).optional();
const Line = z.object({
  status: z.string().optional(),
  digest: z.string().optional(),
  ...{ total: Bytes, completed: Bytes, error: z.string().optional() },
});

/**
 * Has Ollama fetch a model, and tells how far it is until all is there. What came stays there, so that the next time it
 * goes on from where it was. Throws ProviderFault.
 */
export async function* pullOllamaModel(
  access: ProviderAccess,
  model: string,
  signal: AbortSignal,
): AsyncGenerator<PullStep> {
  await using talk = new ProviderTalk(access, signal, bounds);
  const { body } = await talk.stream(`${endpointOf(access)}/pull`, { model, stream: true });
  const hide = hiderOf(realSecretsOf(access));
  const parts = new Map<string, { total: number; completed: number }>();
  let isWhole = false;
  try {
    for await (const line of linesOf(body)) {
      const { status, digest, total, completed, error } = Line.parse(JSON.parse(line));
      if (error !== undefined) throw new ProviderFault('provider_failed', `failed: ${error}`);
      if (digest !== undefined && total !== undefined && parts.size < mostParts)
        parts.set(digest, { total, completed: Math.min(total, completed ?? 0) });
      isWhole = status === 'success';
      yield { step: hide(status ?? '').slice(0, 200), ...sumOf([...parts.values()]) };
    }
  } catch (error) {
    throw talk.faultOf(error);
  }
  if (!isWhole) throw new ProviderFault('broken_off', 'broke the download off before its end');
}

function sumOf(parts: readonly { total: number; completed: number }[]): Omit<PullStep, 'step'> {
  if (parts.length === 0) return { totalBytes: null, completedBytes: null };
  return {
    totalBytes: parts.reduce((sum, { total }) => sum + total, 0),
    completedBytes: parts.reduce((sum, { completed }) => sum + completed, 0),
  };
}

async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  let rest = '';
  for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > mostLineChars)
      throw new ProviderFault('bad_answer', 'failed: a line of its answer has no end');
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}
