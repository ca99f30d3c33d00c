import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { recordings, speech } from '../../../test/mock/fixtures/recordings.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { TranscriptView } from './player/transcript-view.tsx';
import type { Audio } from './player/use-audio.ts';
import { RecordingPage } from './recording-page.tsx';

const id = uuid(9, 1);
let mock: Awaited<ReturnType<typeof startMock>>;
let sent: [path: string, body: unknown][];
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/projects/${projectId}/recordings/${id}`);
  sent = [];
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (address: string, init?: RequestInit) => {
    if (init?.method === 'POST')
      sent.push([new URL(address, mock.url).pathname, JSON.parse(String(init.body))]);
    return fetch(address, init);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  return mock.close();
});

/** The transcript, and how its player moves on. */
function showTranscript(segments: TranscriptSegment[]) {
  const [known] = recordings;
  if (known === undefined) throw new Error('There is no recording.');
  let move: (second: number) => void = () => undefined;
  const still = { ref: { current: null }, isPlaying: false, isBroken: false };
  const nothing = () => undefined;
  const controls = { ...still, seek: nothing, toggle: nothing, setRate: nothing };
  const recording = { ...known, transcript: { language: 'en', segments } };
  const Page = () => {
    const [second, setSecond] = useState(0);
    move = setSecond;
    const audio: Audio = { ...controls, second };
    return <TranscriptView recording={recording} audio={audio} />;
  };
  renderInProject(<Page />);
  return (second: number) => act(() => move(second));
}

it('says one part of a recording in the chat, and nothing of what touches it', async () => {
  const user = userEvent.setup();
  const part = { confidence: 0.9, text: 'Run the tests.' };
  showTranscript([
    { ...part, start: 0, end: 1.2004 },
    { ...part, start: 1.2004, end: 2.5006 },
    { ...part, start: 2.5006, end: 3 },
  ]);
  const says = screen.getAllByRole('button', { name: /^Say the part at/ });
  await user.click(says[1] as HTMLElement);
  await waitFor(() =>
    expect(sent).toEqual([[`/api/recordings/${id}/message`, { start_ms: 1_201, end_ms: 2_500 }]]),
  );
});

it('lets a viewer say nothing', async () => {
  renderInProject(<RecordingPage />, (view) => ({
    ...view,
    project: { ...view.project, my_role: 'viewer' },
  }));
  await screen.findByRole('slider');
  expect(screen.queryByRole('button', { name: /Say/ })).toBeNull();
});

it('draws anew only what is heard, and what was heard before, as the player moves on', () => {
  const drawn: number[] = [];
  const move = showTranscript(
    Array.from({ length: 50 }, (_, index) => ({
      ...{ start: index, end: index + 0.9, confidence: 0.9 },
      get text() {
        drawn.push(index);
        return `Part ${index}.`;
      },
    })),
  );
  drawn.length = 0;
  move(7.2);
  expect(new Set(drawn)).toEqual(new Set([0, 7]));
  drawn.length = 0;
  move(7.4);
  expect(new Set(drawn)).toEqual(new Set([7]));
  const lines = within(screen.getByRole('list')).getAllByRole('listitem');
  expect(lines[7]).toHaveAttribute('aria-current', 'true');
});

it('shows by their codes what would hide or reorder words', async () => {
  await fetch(`${mock.url}/api/recordings/${id}`, {
    ...{ method: 'PATCH', body: JSON.stringify({ title: 'safe\u202etxt.exe' }) },
    headers: { 'content-type': 'application/json' },
  });
  renderInProject(<RecordingPage />);
  expect(await screen.findByRole('heading', { name: 'safe⟨U+202E⟩txt.exe' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Delete…' }));
  expect(screen.getByRole('dialog', { name: /safe⟨U\+202E⟩txt\.exe/ })).toBeVisible();
});

it('shows by their codes what would hide or reorder what was heard', () => {
  const segment = { start: 0, end: 1, text: 'run\u200b this', raw: 'run\u2066 this', confidence: 0.9 };
  showTranscript([segment]);
  expect(screen.getByText('run⟨U+200B⟩ this')).toBeVisible();
  expect(screen.getByText('heard as “run⟨U+2066⟩ this”')).toBeVisible();
});

it('is heard again in a language that is chosen, where there are several', async () => {
  const { languages } = speech;
  speech.languages = ['en', 'de'];
  try {
    const user = userEvent.setup();
    renderInProject(<RecordingPage />);
    await user.click(await screen.findByRole('button', { name: 'Hear again' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Hear again' }));
    await user.selectOptions(dialog.getByRole('combobox'), 'German');
    await user.click(dialog.getByRole('button', { name: 'Hear again' }));
    await waitFor(() => expect(sent).toEqual([[`/api/recordings/${id}/transcribe`, { language: 'de' }]]));
  } finally {
    speech.languages = languages;
  }
});
