import { getRecordingAudio } from '@overmind/contracts/routes/recordings';
import { api } from '#lib/api/client.ts';

const type = 'audio/webm; codecs="opus"';
/** Browsers hold at least so much sound in one piece; in what is longer nobody can seek. */
const mostBytes = 10_000_000;

const once = (target: EventTarget, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    target.addEventListener(name, () => resolve(), { once: true });
    target.addEventListener('error', () => reject(new Error(`No ${name}.`)), { once: true });
  });

/**
 * What a browser's recorder wrote has neither a length nor an index, so a browser may not seek in it (Firefox never
 * does). Handed over whole, it can. Where that fails the audio stays as it was.
 */
export async function makeSeekable(
  audio: HTMLAudioElement,
  recordingId: string,
  wantedS: () => number | null,
  signal: AbortSignal,
) {
  const source = audio.currentSrc;
  if (!('MediaSource' in globalThis) || !MediaSource.isTypeSupported(type)) return;
  const bytes = await fetchWhole(recordingId, signal);
  if (bytes === null) return;
  const { currentTime: atS, paused: isPaused } = audio;
  const media = new MediaSource();
  const address = URL.createObjectURL(media);
  audio.src = address;
  try {
    await once(media, 'sourceopen');
    const buffer = media.addSourceBuffer(type);
    buffer.appendBuffer(bytes);
    await once(buffer, 'updateend');
    media.endOfStream();
  } catch {
    audio.src = source;
  }
  URL.revokeObjectURL(address);
  if (signal.aborted) return;
  audio.currentTime = wantedS() ?? atS;
  // Where the browser forbids it, the button still starts it.
  if (!isPaused) await audio.play().catch(() => undefined);
}

async function fetchWhole(id: string, signal: AbortSignal): Promise<ArrayBuffer | null> {
  const response = await api.stream(getRecordingAudio, { params: { id }, signal });
  const isWebm = response.headers.get('content-type') === 'audio/webm';
  if (isWebm && Number(response.headers.get('content-length')) <= mostBytes) return response.arrayBuffer();
  await response.body?.cancel();
  return null;
}
