import { afterEach, expect, it, vi } from 'vitest';
import { endVoice, useVoice } from '../voice-store.ts';
import { openVoice } from './open-voice.ts';

afterEach(() => {
  endVoice();
  vi.unstubAllGlobals();
});

it('tells of the service of the project that is open, not of the one that was open before', async () => {
  const answers: ((engine: string) => void)[] = [];
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve) => {
        answers.push((engine) => resolve(Response.json({ recognition: { engine, is_local: false } })));
      }),
  );
  openVoice({ projectId: 'first', conversationId: 'one' });
  openVoice({ projectId: 'second', conversationId: 'two' });
  const told = new Set<string | null>();
  const stop = useVoice.subscribe(({ service }) => told.add(service));
  answers[0]?.('ears.example');
  answers[1]?.('others.example');
  await expect.poll(() => useVoice.getState().service).toBe('others.example');
  stop();
  expect([...told]).toEqual(['others.example']);
});
