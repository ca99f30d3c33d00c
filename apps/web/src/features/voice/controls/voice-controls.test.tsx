import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Composer } from '#features/chat/composer.tsx';
import { shareLocks } from '../../../../test/locks.ts';
import { Recorder } from '../../../../test/microphone.ts';
import { conversationId, projectId } from '../../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { startVoicePage, type VoicePage } from '../../../../test/voice-page.ts';
import { finalFrame, recordingId } from '../../../../test/voice-server.ts';
import { preferVoice } from '../preferences.ts';
import { SoleListener } from '../session/sole-listener.ts';
import { useVoice } from '../voice-store.ts';

let server: VoicePage['server'];
let microphone: VoicePage['microphone'];
beforeEach(async () => {
  const page = await startVoicePage();
  ({ server, microphone } = page);
  return page.close;
});

const show = () => {
  renderInProject(
    <Composer conversationId={conversationId} said={[]} choices={[]} onSay={() => undefined} />,
  );
  return userEvent.setup();
};
const speak = () => screen.getByRole('button', { name: 'Speak' });
const said = async (words: RegExp | string) =>
  expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);

describe('the microphone beside the send box', () => {
  it.each([
    ['a service, before and while it is on', false, 1],
    ['the server itself, of which nothing is said', true, 0],
  ])('tells that what is said goes to %s', async (_to, is_local, count) => {
    const recognition = { state: 'ready', engine: 'ears.example', is_local, detail: null };
    const asked = vi.fn((_address: string) => Promise.resolve(Response.json({ recognition })));
    vi.stubGlobal('fetch', asked);
    const user = show();
    const words = 'What you say is sent to ears.example.';
    await user.hover(speak());
    await expect.poll(() => speak().title.includes(words)).toBe(!is_local);
    await expect.poll(() => asked.mock.calls.length).toBe(1);
    expect(asked.mock.calls[0]?.[0]).toContain(`/speech?project_id=${projectId}`);
    await user.click(speak());
    await said(/^Listening\. Speak now/);
    expect(screen.queryAllByText(words)).toHaveLength(count);
  });

  it('listens from a tap to the next, shows the words as they come, and is off again', async () => {
    const user = show();
    await user.click(speak());
    await said(/^Listening\. Speak now/);
    expect(screen.getByRole('button', { name: 'Stop and send', pressed: true })).toBeVisible();
    const line = await server.connection(0);
    expect(line.frames[0]).toMatchObject({ type: 'start', mime_type: 'audio/webm;codecs=opus' });
    server.ready(line);
    Recorder.open?.give(7);
    await expect.poll(() => line.audio).toEqual([7]);
    server.send(line, { type: 'transcript.partial', text: 'run the tests', stable_chars: 8 });
    const words = await screen.findByRole('note', { name: 'Heard so far' });
    expect(words.querySelector('[data-part=stable]')).toHaveTextContent('run the');
    expect(words.querySelector('[data-part=open]')).toHaveTextContent('tests');
    await user.click(screen.getByRole('button', { name: 'Stop and send' }));
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(Recorder.open).toBeNull();
    server.send(line, finalFrame('Run the tests.'));
    await expect.poll(() => screen.queryByText('Understanding…')).toBeNull();
    expect(speak()).toHaveAttribute('aria-pressed', 'false');
  });

  it('says that the server hears no longer along', async () => {
    const user = show();
    await user.click(speak());
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'hearing.lost', detail: 'Go on.' });
    await said(/^The server no longer hears along\. Go on/);
    await user.click(screen.getByRole('button', { name: 'Stop and send' }));
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
  });

  it('says that the server gets ready to hear, until it hears', async () => {
    const user = show();
    await user.click(speak());
    const line = await server.connection(0);
    server.send(line, { type: 'hearing', is_loading: true });
    server.ready(line);
    await said(/^Getting ready to hear… Speak already/);
    server.send(line, { type: 'hearing', is_loading: false });
    await said(/^Listening\. Speak now/);
    server.send(line, { type: 'hearing', is_loading: true });
    await said(/^Getting ready to hear… Speak already/);
    await user.click(screen.getByRole('button', { name: 'Stop and send' }));
    await said(/^Getting ready to hear… What you said is kept/);
    server.send(line, finalFrame('Run the tests.'));
    await expect.poll(() => screen.queryAllByText(/Getting ready to hear/)).toEqual([]);
  });

  it('listens as long as the key is held, but not while somebody writes', async () => {
    const user = show();
    const box = screen.getByRole('textbox', { name: 'Message' });
    await user.type(box, 'v');
    expect(microphone.wanted).toEqual([]);
    fireEvent.keyDown(document.body, { code: 'KeyV', key: 'v' });
    const line = await server.connection(0);
    server.ready(line);
    fireEvent.keyUp(document.body, { code: 'KeyV', key: 'v' });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(microphone.wanted).toHaveLength(1);
  });

  it('drops what was said on Esc', async () => {
    const user = show();
    await user.click(speak());
    const line = await server.connection(0);
    server.ready(line);
    await said(/^Listening\. Speak now/);
    await user.keyboard('{Escape}');
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'cancel' });
    expect(speak()).toBeVisible();
    expect(Recorder.open).toBeNull();
  });

  it('drops nothing on an Esc that closes what lies over the page', async () => {
    const user = show();
    await user.click(speak());
    const line = await server.connection(0);
    server.ready(line);
    await said(/^Listening\. Speak now/);
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.setAttribute('role', 'dialog');
    await user.keyboard('{Escape}');
    dialog.remove();
    const takeKey = (event: Event) => event.preventDefault();
    document.addEventListener('keydown', takeKey, { capture: true });
    await user.keyboard('{Escape}');
    document.removeEventListener('keydown', takeKey, { capture: true });
    Recorder.open?.give(7);
    await expect.poll(() => line.audio).toEqual([7]);
    expect(line.frames.map(({ type }) => type)).toEqual(['start']);
    await user.keyboard('{Escape}');
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'cancel' });
  });

  it.each([
    ['NotAllowedError', 'This page may not use the microphone.', /Allow it beside the address bar/],
    ['NotFoundError', 'No microphone was found.', /Plug one in/],
    ['NotReadableError', 'The microphone cannot be opened.', /Another program may be using it/],
  ])('says what helps where the browser answers %s, and tries again', async (name, title, hint) => {
    microphone.refusal = new DOMException('no', name);
    const user = show();
    await user.click(speak());
    const help = await screen.findByRole('alert');
    expect(within(help).getByText(title)).toBeVisible();
    expect(within(help).getByText(hint)).toBeVisible();
    microphone.refusal = null;
    await user.click(within(help).getByRole('button', { name: 'Try again' }));
    await said(/^Listening\. Speak now/);
  });

  it('says that another window listens, and listens here in its place where that is wanted', async () => {
    using locks = shareLocks();
    const onTaken = vi.fn();
    await new SoleListener().take({ takesOver: false, isMeant: () => true, onTaken });
    const user = show();
    await user.click(speak());
    const listenHere = await screen.findByRole('button', { name: 'Listen here instead' });
    expect(screen.getByText('Another window of this browser listens.')).toBeVisible();
    expect(microphone.wanted).toEqual([]);
    await user.click(listenHere);
    await said(/^Listening\. Speak now/);
    expect(onTaken).toHaveBeenCalledTimes(1);
    await user.keyboard('{Escape}');
    await expect.poll(() => locks.areFree()).toBe(true);
  });

  it('takes the device and the language that were chosen', async () => {
    act(() => preferVoice({ deviceId: 'desk', language: 'de' }));
    const user = show();
    await user.click(speak());
    expect((await server.connection(0)).frames[0]).toMatchObject({ language: 'de' });
    expect(microphone.wanted[0]).toMatchObject({
      audio: { deviceId: { exact: 'desk' }, echoCancellation: true },
    });
  });

  it('takes no echo out of what is heard where headphones are worn', async () => {
    act(() => preferVoice({ hasHeadphones: true }));
    const user = show();
    await user.click(speak());
    await server.connection(0);
    expect(microphone.wanted).toMatchObject([{ audio: { echoCancellation: false, noiseSuppression: true } }]);
  });

  it('is not there where it is turned off', () => {
    act(() => preferVoice({ isOn: false }));
    show();
    expect(screen.queryByRole('button', { name: 'Speak' })).toBeNull();
  });

  it('is off once the page is out of sight, with what was said until then sent, and says so', async () => {
    const user = show();
    await user.click(speak());
    const line = await server.connection(0);
    server.ready(line);
    await said(/^Listening\. Speak now/);
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(Recorder.open).toBeNull();
    server.send(line, finalFrame('Run the tests.'));
    expect(await screen.findByText(/turned off, as this page was out of sight/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/out of sight/)).toBeNull();
  });

  it('tells that hands-free is not possible in this browser, and listens once by tapping', async () => {
    act(() => preferVoice({ mode: 'hands_free' }));
    const user = show();
    await user.click(speak());
    expect(await screen.findByText('This browser cannot listen hands-free.')).toBeVisible();
    expect(microphone.wanted).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Speak by tapping' }));
    await said(/^Listening\. Speak now/);
    expect(screen.queryByRole('button', { name: 'Hands-free' })).toBeNull();
  });

  it('keeps the screen on as long as it listens', async () => {
    const lock = { released: false, release: vi.fn(() => Promise.resolve()) };
    const request = vi.fn(() => Promise.resolve(lock));
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } });
    const user = show();
    await user.hover(speak());
    expect(request).not.toHaveBeenCalled();
    await user.click(speak());
    await expect.poll(() => request.mock.calls).toEqual([['screen']]);
    expect(lock.release).not.toHaveBeenCalled();
    await user.click(await screen.findByRole('button', { name: 'Stop and send' }));
    await expect.poll(() => lock.release.mock.calls).toHaveLength(1);
    Reflect.deleteProperty(navigator, 'wakeLock');
  });

  it('has one session in a page, whoever wanted it first', async () => {
    act(() => preferVoice({ replies: 'always' }));
    const user = show();
    await expect.poll(() => useVoice.getState().session).not.toBeNull();
    const { session } = useVoice.getState();
    await user.click(speak());
    await said(/^Listening\. Speak now/);
    expect(useVoice.getState().session).toBe(session);
  });
});

describe('what was heard and kept, but not said', () => {
  const fail = async (user: ReturnType<typeof userEvent.setup>) => {
    await user.click(speak());
    const line = await server.connection(0);
    server.ready(line);
    await user.click(await screen.findByRole('button', { name: 'Stop and send' }));
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    server.send(line, { ...finalFrame('Run the tests.'), message_id: null });
    return screen.findByRole('alert');
  };

  it('stands there with its words, leads to its recording, and can be said again', async () => {
    const user = show();
    const help = await fail(user);
    expect(within(help).getByText('Heard and kept, but not sent to the chat.')).toBeVisible();
    expect(within(help).getByText('Run the tests.')).toBeVisible();
    expect(within(help).getByRole('link', { name: 'Open the recording' })).toHaveAttribute(
      'href',
      `/projects/${projectId}/recordings/${recordingId}`,
    );
    await user.click(within(help).getByRole('button', { name: 'Say it again' }));
    await said(/^Listening\. Speak now/);
  });

  it('is sent as it stands by one press', async () => {
    const user = show();
    const help = await fail(user);
    const mock = await startMock();
    goTo(`${mock.url}/`);
    await user.click(within(help).getByRole('button', { name: 'Send it as it stands' }));
    await expect.poll(() => screen.queryByRole('alert')).toBeNull();
    const kept = await fetch(`${mock.url}/api/recordings/${recordingId}`);
    expect(await kept.json()).toMatchObject({ messages: [expect.any(String), expect.any(String)] });
    mock.close();
  });
});
