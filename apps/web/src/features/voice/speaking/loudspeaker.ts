import { speak } from '@overmind/contracts/routes/recordings';
import { api } from '#lib/api/client.ts';
import { openAudioContext } from '../audio-context.ts';
import { useVoicePreferences } from '../preferences.ts';
import { Speaker } from './speaker.ts';

interface LoudspeakerEnds {
  onSpeaking: (isSpeaking: boolean) => void;
  onProblem: (error: unknown) => void;
}

async function fetchSpeech(
  projectId: string | null,
  text: string,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const { voice, rate } = useVoicePreferences.getState();
  const rules = projectId === null ? {} : { project_id: projectId };
  const body = { text, rate, ...rules, ...(voice === null ? {} : { voice }) };
  const response = await api.stream(speak, { body, signal });
  return response.arrayBuffer();
}

/** Says texts with a project's or the server's voice on this machine's loudspeaker. The caller disposes of it. */
export function makeLoudspeaker(ends: LoudspeakerEnds, projectId: string | null = null): Speaker {
  let opening: Promise<AudioContext> | null = null;
  const open = (): Promise<AudioContext> => {
    opening ??= openAudioContext().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  return new Speaker({
    ...ends,
    fetchSpeech: (text, signal) => fetchSpeech(projectId, text, signal),
    play: async (audio, signal) => playOnce(await open(), audio, signal),
    onDispose: () => void opening?.then((context) => context.close()).catch(() => undefined),
  });
}

async function playOnce(context: AudioContext, audio: ArrayBuffer, signal: AbortSignal): Promise<void> {
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(audio);
  if (signal.aborted) return;
  source.connect(context.destination);
  await new Promise<void>((resolve) => {
    source.addEventListener('ended', () => resolve(), { once: true });
    signal.addEventListener('abort', () => source.stop(), { once: true });
    source.start();
  });
  source.disconnect();
}
