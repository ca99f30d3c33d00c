import { parseArgs } from 'node:util';
import { startRecorder } from './recorder.ts';

/*
 * `node --import tsx record-program.ts --upstream https://openrouter.ai --file talk.jsonl --title "A talk"`: prints the
 * address to give to a client in the place of the provider's, and records until it is told to stop.
 */
const { values } = parseArgs({
  options: {
    upstream: { type: 'string' },
    file: { type: 'string' },
    title: { type: 'string', default: 'A recorded talk' },
  },
});
const { upstream, file, title } = values;
if (upstream === undefined || file === undefined) {
  console.error(
    'Give --upstream, the origin of a provider, and --file, where the transcript is to be written.',
  );
  process.exit(2);
}
const recorder = await startRecorder({
  upstream,
  file,
  title,
  onSkipped: (why) => console.error(`Skipped: ${why}`),
});
console.log(recorder.url);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void recorder.close());
