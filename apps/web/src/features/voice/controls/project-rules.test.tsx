import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Composer } from '#features/chat/composer.tsx';
import { conversationId } from '../../../../test/mock/fixtures/ids.ts';
import { renderInProject } from '../../../../test/render-in-project.tsx';
import { NodeSocket, startVoiceServer } from '../../../../test/voice-server.ts';
import { preferVoice, usualPreferences } from '../preferences.ts';

/** A browser that records files, and so cannot listen hands-free. */
class Recorder extends EventTarget {
  static isTypeSupported = () => true;
  state = 'inactive';
  start() {
    this.state = 'recording';
  }
  stop() {
    this.state = 'inactive';
    this.dispatchEvent(new Event('stop'));
  }
}

let server: Awaited<ReturnType<typeof startVoiceServer>>;
beforeEach(async () => {
  server = await startVoiceServer();
  const track = {
    stop: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  const getUserMedia = async () => ({ getTracks: () => [track], getAudioTracks: () => [track] });
  vi.stubGlobal('MediaRecorder', Recorder);
  vi.stubGlobal('WebSocket', NodeSocket);
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia } });
  act(() => preferVoice(usualPreferences));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.close();
});

const composer = <Composer conversationId={conversationId} said={[]} choices={[]} onSay={() => undefined} />;
const showWith = (rules: Partial<VoiceRules>) =>
  renderInProject(composer, (view) => {
    const { settings } = view.project;
    const project = { ...view.project, settings: { ...settings, voice: { ...settings.voice, ...rules } } };
    return { ...view, project };
  });
const speak = () => screen.findByRole('button', { name: 'Speak' });
const notHandsFree = 'This browser cannot listen hands-free.';

describe('the voice rules of a project', () => {
  it('take the microphone away where voices are not heard', async () => {
    showWith({ recognition: false });
    expect(await screen.findByRole('textbox', { name: 'Message' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Speak' })).toBeNull();
  });

  it('say how the microphone is used', async () => {
    showWith({ mode: 'hands_free' });
    await userEvent.click(await speak());
    expect(await screen.findByText(notHandsFree)).toBeVisible();
  });

  it('give way to what somebody chose for their browser', async () => {
    act(() => preferVoice({ mode: 'push_to_talk' }));
    showWith({ mode: 'hands_free' });
    await userEvent.click(await speak());
    expect((await screen.findAllByText(/^Listening\. Speak now/)).length).toBeGreaterThan(0);
    expect(screen.queryByText(notHandsFree)).toBeNull();
  });
});
