import { act } from '@testing-library/react';
import { vi } from 'vitest';
import { preferVoice, usualPreferences } from '#features/voice/preferences.ts';
import { plugInMicrophone } from './microphone.ts';
import { NodeSocket, startVoiceServer } from './voice-server.ts';

export type VoicePage = Awaited<ReturnType<typeof startVoicePage>>;

/** What a page that listens needs: a server that hears, and a microphone. Preferences are the usual ones. */
export async function startVoicePage() {
  const server = await startVoiceServer();
  const microphone = plugInMicrophone();
  vi.stubGlobal('WebSocket', NodeSocket);
  act(() => preferVoice(usualPreferences));
  const close = async () => {
    vi.unstubAllGlobals();
    await server.close();
  };
  return { server, microphone, close };
}
