import { AppError } from '@overmind/contracts/errors';
import type { SpeechUse } from '@overmind/speech/speech';
import { SpeechError } from '@overmind/speech/speech-error';
import type { Core } from '../core.ts';
import { requireVoice } from '../projects/voice-rules.ts';
import { speechFor } from './speech-for.ts';

/**
 * Has what hears voices in a project loaded before somebody speaks, and tells whether it is being loaded: at once, and
 * once more when that is over; then what says the answer. It is waited for until `gone`. Why it cannot be, the turn that
 * is spoken then says.
 */
export async function prepareVoice(
  core: Core,
  projectId: string,
  tell: (isLoading: boolean) => void,
  gone: AbortSignal,
): Promise<void> {
  await load(core, projectId, 'recognition', { gone, onBegin: () => tell(true) }).finally(() => tell(false));
  // A line that only had the hearing loaded is gone by now; its caller will be answered all the same.
  await load(core, projectId, 'synthesis', { gone });
}

async function load(
  core: Core,
  projectId: string,
  use: SpeechUse,
  { gone, onBegin }: { gone: AbortSignal; onBegin?: () => void },
): Promise<void> {
  try {
    await requireVoice(core, projectId, use);
    const loading = (await speechFor(core, projectId, use)).load?.(use) ?? null;
    if (loading === null) return;
    onBegin?.();
    await Promise.race([loading, aborted(gone)]);
  } catch (error) {
    if (!(error instanceof AppError || error instanceof SpeechError)) throw error;
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
