/*
 * Loaded by `EventLoopWatch` into a server before that starts: nothing of it is in the product. Tells whoever connects to
 * its socket how late the event loop was since somebody asked last.
 */
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const { BENCH_LOOP_PROGRAM: program, BENCH_LOOP_SOCKET: socket = '' } = process.env;
const resolutionMs = 10;

// Programs that the server starts have its settings too.
if (process.argv[1] === program) {
  const between = monitorEventLoopDelay({ resolution: resolutionMs });
  // What is recorded is the time from one look to the next, of which all but the delay was meant.
  const late = (nanos) => Math.max(0, nanos / 1e6 - resolutionMs);
  rmSync(socket, { force: true });
  const server = createServer((connection) => {
    const delays = {
      p50: late(between.percentile(50)),
      p99: late(between.percentile(99)),
      max: late(between.max),
    };
    connection.end(JSON.stringify({ ...delays, count: between.count }));
    between.reset();
  });
  server.listen(socket).unref();
  between.enable();
}
