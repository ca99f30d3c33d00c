import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Composer } from '#features/chat/composer.tsx';
import { preferVoice, usualPreferences } from '#features/voice/preferences.ts';
import { plugInMicrophone, Recorder } from '../../../test/microphone.ts';
import { conversationId, projectId } from '../../../test/mock/fixtures/ids.ts';
import { goTo, renderInProject, resizeTo } from '../../../test/render-in-project.tsx';
import { NodeSocket, startVoiceServer } from '../../../test/voice-server.ts';
import { TabbedPanels } from './tabbed-panels.tsx';

let server: Awaited<ReturnType<typeof startVoiceServer>>;
beforeEach(async () => {
  server = await startVoiceServer();
  goTo(new URL(`/projects/${projectId}`, window.location.origin).href);
  resizeTo({ width: 390, height: 844 });
  plugInMicrophone();
  vi.stubGlobal('WebSocket', NodeSocket);
  act(() => preferVoice(usualPreferences));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  resizeTo({ width: 1024, height: 768 });
  await server.close();
});

function show() {
  const contents = {
    board: <p>All cards</p>,
    runs: <p>All runs</p>,
    chat: <Composer conversationId={conversationId} said={[]} choices={[]} onSay={() => undefined} />,
  };
  renderInProject(<TabbedPanels contents={contents} />);
  return userEvent.setup();
}
const tab = (name: string) => screen.getByRole('button', { name });
const box = () => screen.queryByRole('textbox', { name: 'Message' });

it('listens on while the board is looked at, says so there, and is turned off from there', async () => {
  const user = show();
  expect(screen.getByText('All cards')).toBeVisible();
  await user.click(tab('Record'));
  const line = await server.connection(0);
  server.ready(line);
  expect(box()).toBeVisible();
  await user.click(tab('Board'));
  expect(screen.getByText('All cards')).toBeVisible();
  expect(box()).toBeNull();
  Recorder.open?.give(7);
  await expect.poll(() => line.audio).toEqual([7]);
  await user.click(screen.getByRole('button', { name: 'Stop recording', pressed: true }));
  await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
  expect(Recorder.open).toBeNull();
  expect(screen.getByRole('button', { name: 'Record', pressed: false })).toBeVisible();
  await user.click(tab('Chat'));
  expect(box()).toBeVisible();
});

it('lets go of a chat that nobody speaks with', async () => {
  const user = show();
  await user.click(tab('Chat'));
  expect(box()).toBeVisible();
  await user.click(tab('Runs'));
  expect(screen.getByText('All runs')).toBeVisible();
  expect(document.querySelector('textarea')).toBeNull();
});
