import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Composer } from '#features/chat/composer.tsx';
import { preferVoice } from '#features/voice/preferences.ts';
import { takeAsked, useVoice } from '#features/voice/voice-store.ts';
import { Recorder } from '../../../test/microphone.ts';
import { conversationId, projectId } from '../../../test/mock/fixtures/ids.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { startVoicePage, type VoicePage } from '../../../test/voice-page.ts';
import { useLayoutStore } from './layout-store.ts';
import { RecordButton } from './record-button.tsx';

const dashboardPath = `/projects/${projectId}`;
const chat = <Composer conversationId={conversationId} said={[]} choices={[]} onSay={() => undefined} />;

let server: VoicePage['server'];
let microphone: VoicePage['microphone'];
beforeEach(async () => {
  const page = await startVoicePage();
  ({ server, microphone } = page);
  return page.close;
});
afterEach(() => void takeAsked());
const openPage = (path: string) => goTo(new URL(path, window.location.origin).href);

describe('Record', () => {
  it('turns the microphone of the chat on and off by keyboard', async () => {
    openPage(dashboardPath);
    renderInProject(
      <>
        <RecordButton />
        {chat}
      </>,
    );
    const user = userEvent.setup();
    await user.tab();
    expect(screen.getByRole('button', { name: 'Record', pressed: false })).toHaveFocus();
    await user.keyboard('{Enter}');
    const line = await server.connection(0);
    server.ready(line);
    expect(await screen.findByRole('button', { name: 'Stop recording', pressed: true })).toHaveFocus();
    await expect.poll(() => Recorder.open).not.toBeNull();
    await user.keyboard('{Enter}');
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(Recorder.open).toBeNull();
    expect(await screen.findByRole('button', { name: 'Record', pressed: false })).toBeVisible();
  });

  it('leads to the dashboard from another page, where the chat listens once it is there', async () => {
    openPage(`${dashboardPath}/state`);
    const elsewhere = renderInProject(<RecordButton />);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Record' }));
    expect(window.location.href).toMatch(new RegExp(`${dashboardPath}\\?view=chat$`));
    elsewhere.unmount();
    expect(microphone.wanted).toEqual([]);
    renderInProject(chat);
    await server.connection(0);
    expect(microphone.wanted).toHaveLength(1);
  });

  it('turns nothing on in a chat that comes long after', async () => {
    useVoice.setState({ askedAt: performance.now() - 60_000 });
    renderInProject(chat);
    await userEvent.setup().hover(screen.getByRole('button', { name: 'Speak' }));
    await expect.poll(() => useVoice.getState().session).not.toBeNull();
    expect(useVoice.getState().state?.phase).toBe('idle');
    expect(microphone.wanted).toEqual([]);
  });

  it('shows a chat that was put aside', async () => {
    openPage(dashboardPath);
    act(() => useLayoutStore.getState().setHidden('chat', true));
    renderInProject(<RecordButton />);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Record' }));
    expect(useLayoutStore.getState().isHidden.chat).toBe(false);
  });

  it('is not offered to who may only look', () => {
    renderInProject(<RecordButton />, (view) => ({
      ...view,
      project: { ...view.project, my_role: 'viewer' },
    }));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is not offered where the project hears no voices', () => {
    renderInProject(<RecordButton />, (view) => {
      view.project.settings.voice.recognition = false;
      return view;
    });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is not offered where the microphone is turned off in this browser', () => {
    act(() => preferVoice({ isOn: false }));
    renderInProject(<RecordButton />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
