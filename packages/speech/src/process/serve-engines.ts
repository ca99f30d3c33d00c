import { SpeechError } from '../speech-error.ts';
import type { Engines } from './engines.ts';
import { type FromEngines, type ToEngines, toEngines } from './protocol.ts';
import { startHearing } from './serving/hear.ts';
import type { ServedJob } from './serving/job.ts';
import { startListening } from './serving/listen.ts';
import { startLoading } from './serving/load.ts';
import { startSpeaking } from './serving/speak.ts';

export interface ServingBounds {
  /** Of all memory in use; over it the process ends, and what it worked on is tried again in a new one. */
  memoryBytes: number;
}

const watchMs = 2_000;
const exitOverMemory = 70;

/** Serves the process that started this one, and ends with it. */
export function serveEngines(engines: Engines, { memoryBytes }: ServingBounds): void {
  const jobs = new Map<number, ServedJob>();
  const send = (message: FromEngines): void => void process.send?.(message);
  // A ctrl-c in the terminal reaches this process too; whoever asks it decides when it ends.
  process.on('SIGINT', () => {});
  // Engines may be at work on threads of their own, for which an orderly exit would wait.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', (message) => take(toEngines(message)));
  setInterval(() => {
    if (process.memoryUsage.rss() < memoryBytes) return;
    process.stderr.write('The speech engines used more memory than they may.\n');
    process.exit(exitOverMemory);
  }, watchMs).unref();

  function take(message: ToEngines): void {
    if (message.type === 'cancel') {
      jobs.get(message.id)?.cancel();
      jobs.delete(message.id);
      return;
    }
    const job = start(message);
    if (job === null) return jobs.get(message.id)?.take(message);
    jobs.set(message.id, job);
    job.over.then(
      (language) => finish({ type: 'done', id: message.id, language }),
      (error: unknown) => finish({ type: 'failed', id: message.id, ...explain(error) }),
    );
  }

  function start(message: ToEngines): ServedJob | null {
    const say = (answer: FromEngines): void => {
      if (jobs.has(message.id)) send(answer);
    };
    if (message.type === 'recognise') return startHearing(engines, message, say);
    if (message.type === 'load') return startLoading(engines, message.use);
    if (message.type === 'open') return startListening(engines, message, say);
    return message.type === 'speak' ? startSpeaking(engines, message, say) : null;
  }

  function finish(last: FromEngines): void {
    if (jobs.delete(last.id)) send(last);
  }
}

function explain(error: unknown): Pick<FromEngines & { type: 'failed' }, 'fault' | 'message'> {
  if (error instanceof SpeechError) return { fault: error.fault, message: error.message };
  return { fault: 'failed', message: error instanceof Error ? error.message : String(error) };
}
