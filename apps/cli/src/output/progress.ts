import { Transform } from 'node:stream';
import { formatBytes } from './format.ts';

const everyMs = 200;

/** How much went through, on one line of standard error; silent where that is no terminal. */
export function showProgress(verb: string, totalBytes: number | null): Transform {
  const isShown = process.stderr.isTTY === true;
  let bytes = 0;
  let shownAt = 0;
  const show = (): void => {
    const of = totalBytes === null ? '' : ` of ${formatBytes(totalBytes)}`;
    if (isShown) process.stderr.write(`\r\u001b[K${verb} ${formatBytes(bytes)}${of}`);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      const now = performance.now();
      if (now - shownAt > everyMs) {
        shownAt = now;
        show();
      }
      done(null, chunk);
    },
    flush(done) {
      show();
      if (isShown) process.stderr.write('\n');
      done();
    },
  });
}
