import { ProviderFault } from '../failures/provider-fault.ts';
import type { Watch } from './watch.ts';

/** A body with a bound, that may be silent only for so long while somebody reads it. A reader may take its time. */
export function boundedBody(
  body: ReadableStream<Uint8Array>,
  mostBytes: number,
  watch: Watch,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        watch.waits(watch.bounds.idleMs);
        const { done, value } = await reader.read();
        watch.heard();
        if (done) return controller.close();
        bytes += value.byteLength;
        if (bytes <= mostBytes) return controller.enqueue(value);
        watch.end(new ProviderFault('answer_too_long', tooLong(mostBytes)));
        controller.error(watch.fault);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

export const tooLong = (mostBytes: number): string =>
  `failed: it sent more than ${mostBytes / 1024 / 1024} MB in one answer`;
