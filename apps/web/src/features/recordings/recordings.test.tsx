import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { putHeard } from '#lib/live/recording-caches.ts';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { RecordingPage } from './recording-page.tsx';
import { RecordingsPage } from './recordings-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => {
  vi.unstubAllGlobals();
  return mock.close();
});

type Role = 'viewer' | 'operator' | 'maintainer';
const as =
  (role: Role): Parameters<typeof renderInProject>[1] =>
  (view) => ({ ...view, project: { ...view.project, my_role: role } });

const showList = (role: Role = 'operator', search = '') => {
  goTo(`${mock.url}/projects/${projectId}/recordings${search}`);
  return { user: userEvent.setup(), ...renderInProject(<RecordingsPage />, as(role)) };
};
const showOne = (id: string, role: Role = 'operator', search = '') => {
  goTo(`${mock.url}/projects/${projectId}/recordings/${id}${search}`);
  renderInProject(<RecordingPage />, as(role));
  return userEvent.setup();
};
const rows = async () =>
  within(await screen.findByRole('list', { name: 'Recordings' })).findAllByRole('listitem');

describe('the recordings page', () => {
  it('lists what was spoken and brought, each with its state and why one is not heard', async () => {
    showList();
    expect(await rows()).toHaveLength(3);
    expect(screen.getByText('Is being heard: 40%')).toBeVisible();
    expect(screen.getByText(/overmind models pull/)).toBeVisible();
    expect(screen.getByRole('link', { name: /Run the whole test suite/ })).toHaveAttribute(
      'href',
      `/projects/${projectId}/recordings/${uuid(9, 1)}`,
    );
  });

  it('shows how far a recording is heard as word of it comes', async () => {
    const { queries } = showList();
    await rows();
    putHeard(queries, {
      ...{ type: 'transcript.partial', ts: '', project_id: projectId, recording_id: uuid(9, 2) },
      ...{ text: 'about the release', transcribed_ms: 900_000 },
    });
    expect(await screen.findByText('Is being heard: 50%')).toBeVisible();
    expect(screen.getByText('about the release')).toBeVisible();
  });

  it('finds words in titles and transcripts, keeps them in the address, and says when nothing fits', async () => {
    const { user } = showList();
    await rows();
    const box = screen.getByRole('searchbox', { name: 'Search titles and what was said' });
    await user.type(box, 'monday');
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(window.location.search).toBe('?q=monday');
    await user.clear(box);
    await user.type(box, 'nonsense');
    expect(await screen.findByText('Nothing fits')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));
    await waitFor(async () => expect(await rows()).toHaveLength(3));
  });

  it('takes a file by the picker and by a drop, and refuses one that is too large with the limit', async () => {
    const { user } = showList();
    await rows();
    const input = screen.getByLabelText('Bring audio files');
    await user.upload(input, new File(['sound'], 'note.m4a', { type: 'audio/mp4' }));
    await waitFor(async () => expect(await rows()).toHaveLength(4));
    const dropped = new File(['sound'], 'second.wav', { type: 'audio/wav' });
    fireEvent.drop(input.closest('label') as HTMLElement, { dataTransfer: { files: [dropped] } });
    await waitFor(async () => expect(await rows()).toHaveLength(5));
    const large = new File(['x'], 'large.wav', { type: 'audio/wav' });
    Object.defineProperty(large, 'size', { value: 300_000_000 });
    await user.upload(input, large);
    expect(await screen.findByText(/larger than 200 MB/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Dismiss large.wav' }));
    expect(screen.queryByText(/larger than 200 MB/)).toBeNull();
  });

  it.each([
    ['a maintainer turns that on', 'maintainer', 'Turn it on in the settings of the project'],
    ['others ask for that', 'operator', 'A maintainer can turn it on in the settings of the project'],
  ] as const)('takes no files where voices are not heard, and says where %s', async (_what, role, words) => {
    goTo(`${mock.url}/projects/${projectId}/recordings`);
    renderInProject(<RecordingsPage />, (view) => {
      const { settings } = view.project;
      const voice = { ...settings.voice, recognition: false };
      return { ...view, project: { ...view.project, my_role: role, settings: { ...settings, voice } } };
    });
    await rows();
    expect(screen.queryByLabelText('Bring audio files')).toBeNull();
    expect(screen.getByRole('link', { name: words })).toHaveAttribute(
      'href',
      `/projects/${projectId}/settings`,
    );
  });

  it('lets a viewer listen, not bring files', async () => {
    showList('viewer');
    await rows();
    expect(screen.queryByLabelText('Bring audio files')).toBeNull();
  });
});

describe('one recording', () => {
  it('goes to a moment by the transcript, by the waveform with keys, and by its address', async () => {
    const user = showOne(uuid(9, 1), 'operator', '?at=5600');
    const slider = await screen.findByRole('slider', { name: 'Position' });
    expect(slider).toHaveAttribute('aria-valuetext', '0:05 of 0:09');
    const lines = () => within(screen.getByRole('region', { name: 'Transcript' })).getAllByRole('listitem');
    expect(lines()[2]).toHaveAttribute('aria-current', 'true');
    await user.click(screen.getByRole('button', { name: 'From 0:03' }));
    expect(lines()[1]).toHaveAttribute('aria-current', 'true');
    fireEvent.keyDown(slider, { key: 'Home' });
    expect(slider).toHaveAttribute('aria-valuetext', '0:00 of 0:09');
    await user.click(screen.getByText('test'));
    expect(slider).toHaveAttribute('aria-valuetext', '0:01 of 0:09');
  });

  it('shows what a correction changed beside what was heard, and what was heard with little certainty', async () => {
    showOne(uuid(9, 1));
    expect(await screen.findByText('heard as “then restart cube control”')).toBeVisible();
    expect(screen.getAllByText(/heard with little certainty/).length).toBe(2);
  });

  it('links to its tasks, to which others can be added and taken away, but not those asked for in it', async () => {
    const user = showOne(uuid(9, 1));
    const part = await screen.findByRole('region', { name: 'Tasks' });
    expect(within(part).getByText('asked for here')).toBeVisible();
    expect(within(part).queryByRole('button', { name: /Take/ })).toBeNull();
    await user.type(within(part).getByRole('combobox', { name: 'Add a task' }), 'SHOP-12');
    await user.keyboard('{Enter}');
    await user.click(await within(part).findByRole('button', { name: 'Take SHOP-12 away' }));
    await waitFor(() => expect(within(part).queryByText(/SHOP-12/)).toBeNull());
  });

  it.each([
    [null, 'that is being heard is not heard again meanwhile', false],
    ['The service takes no more.', 'that waits for its service can be heard at once', true],
  ])('that says %j: %s', async (error, _what, isPossible) => {
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
      const response = await fetch(address, init);
      if (!address.endsWith(`/recordings/${uuid(9, 2)}`)) return response;
      return Response.json({ ...(await response.json()), status: 'transcribing', error });
    });
    showOne(uuid(9, 2));
    const again = await screen.findByRole('button', { name: 'Hear again' });
    expect(again.hasAttribute('disabled')).toBe(!isPossible);
  });

  it('is deleted only after a confirmation, which says what stays of its words', async () => {
    const user = showOne(uuid(9, 1));
    await user.click(await screen.findByRole('button', { name: 'Delete…' }));
    const dialog = screen.getByRole('dialog', { name: /Delete “Run the whole test suite”/ });
    expect(dialog).toHaveTextContent('What was said of it in the chat stays there');
    await user.click(within(dialog).getByRole('button', { name: 'Delete the recording' }));
    await waitFor(() => expect(window.location.pathname).toBe(`/projects/${projectId}/recordings`));
    const found = await fetch(`${mock.url}/api/recordings/${uuid(9, 1)}`);
    expect(found.status).toBe(404);
  });

  it('is not changed by a viewer, and said to be gone where it is', async () => {
    showOne(uuid(9, 1), 'viewer');
    await screen.findByRole('slider');
    expect(screen.queryByRole('button', { name: 'Delete…' })).toBeNull();
  });

  it.each([
    ['was paused again before it began', 'AbortError', false],
    ['is of a kind that the browser does not know', 'NotSupportedError', true],
  ])('that %s: %s', async (_case, name, isBroken) => {
    const user = showOne(uuid(9, 1));
    await screen.findByRole('slider');
    const audio = document.querySelector('audio') as HTMLAudioElement;
    audio.play = () => Promise.reject(new DOMException('', name));
    const play = screen.getByRole('button', { name: 'Play' });
    await user.click(play);
    expect(screen.queryByText(/This browser cannot play the file/) !== null).toBe(isBroken);
    expect(play.hasAttribute('disabled')).toBe(isBroken);
  });

  it('that is not there says so, with a way on', async () => {
    showOne(uuid(9, 77));
    expect(await screen.findByText('There is no such recording')).toBeVisible();
    expect(screen.getByRole('link', { name: 'All recordings' })).toBeVisible();
  });
});
