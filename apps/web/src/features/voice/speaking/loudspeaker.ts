import { speak } from '@overmind/contracts/routes/recordings';
import { api } from '#lib/api/client.ts';
import { openAudioContext } from '../audio-context.ts';
import { useVoicePreferences } from '../preferences.ts';
import { playOnce } from './play-once.ts';
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
    getReady: () => {
      if (useVoicePreferences.getState().replies !== 'never') open().catch(() => undefined);
    },
    onDispose: () => void opening?.then((context) => context.close()).catch(() => undefined),
  });
}
