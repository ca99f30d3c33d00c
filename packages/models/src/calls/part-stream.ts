import type { LanguageModelV3StreamPart } from '@ai-sdk/provider';
import { AttemptFailed } from './attempt.ts';
import type { CallRecord } from './call-record.ts';
import type { PartSource } from './chain.ts';

const beforeContent = new Set<LanguageModelV3StreamPart['type']>([
  'stream-start',
  'response-metadata',
  'raw',
]);

/** Reads until there is something to show. What fails up to then was seen by nobody. */
export async function untilContent(source: PartSource): Promise<LanguageModelV3StreamPart[]> {
  const head: LanguageModelV3StreamPart[] = [];
  for (let part = await source.next(); part !== null; part = await source.next()) {
    head.push(part);
    if (isShown(part)) break;
  }
  return head;
}

/** An empty delta and the start of a block show nothing yet. */
function isShown(part: LanguageModelV3StreamPart): boolean {
  if (part.type === 'text-delta' || part.type === 'reasoning-delta') return part.delta !== '';
  return !beforeContent.has(part.type) && part.type !== 'text-start' && part.type !== 'reasoning-start';
}

/**
 * The whole answer as a stream. Once something of it was shown, no other model can go on from there: what fails then is
 * its one error, told as its last part.
 */
export function partStream(
  head: readonly LanguageModelV3StreamPart[],
  source: PartSource,
  record: CallRecord,
  signal: AbortSignal | undefined,
): ReadableStream<LanguageModelV3StreamPart> {
  const ready = [...head];
  return new ReadableStream<LanguageModelV3StreamPart>({
    async pull(controller) {
      try {
        const part = ready.shift() ?? (await source.next());
        if (part === null) controller.close();
        else controller.enqueue(part);
      } catch (error) {
        if (!(error instanceof AttemptFailed)) throw error;
        await record.close(signal?.aborted ? 'aborted' : 'failed', null);
        if (signal?.aborted) return controller.error(abortError(signal));
        controller.enqueue({ type: 'error', error: record.error() });
        controller.close();
      }
    },
    cancel: () => source.giveUp(),
  });
}

/** As the platform and the AI SDK know it. */
export const abortError = ({ reason }: AbortSignal): Error =>
  reason instanceof Error && reason.name === 'AbortError'
    ? reason
    : new DOMException('The call was given up', 'AbortError');
