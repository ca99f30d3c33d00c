import type { Task } from '@overmind/contracts/entities/task';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { TaskHeardIn } from './task-heard-in.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/`);
});
afterEach(() => mock.close());

const [asked, other] = tasks as [Task, Task];
const path = `/projects/${projectId}/recordings/${uuid(9, 1)}`;

/** What the browser would do with the sound. */
function silent(audio: HTMLAudioElement) {
  let paused = true;
  const set = (to: boolean) => {
    paused = to;
    fireEvent(audio, new Event(to ? 'pause' : 'play'));
  };
  Object.defineProperty(audio, 'paused', { get: () => paused });
  audio.play = async () => set(false);
  audio.pause = () => set(true);
  return (second: number) => {
    audio.currentTime = second;
    fireEvent(audio, new Event('timeupdate'));
  };
}

it('plays the words that asked for the task, from their beginning to their end', async () => {
  const user = userEvent.setup();
  renderInProject(<TaskHeardIn task={asked} />);
  const play = await screen.findByRole('button', { name: 'Play what was said, 0:00–0:02' });
  expect(screen.getByText(/Run the whole test suite\./)).toBeVisible();
  expect(screen.getByRole('link')).toHaveAttribute('href', `${path}?at=400`);
  const audio = document.querySelector('audio') as HTMLAudioElement;
  const reach = silent(audio);
  for (const _press of ['first', 'second']) {
    await user.click(play);
    expect(audio.currentTime).toBe(0.4);
    expect(play).toHaveAccessibleName('Pause');
    reach(2.5);
    expect(audio.paused).toBe(false);
    reach(2.6);
    expect(audio.paused).toBe(true);
  }
});

it('shows what a person says belongs to the task, without a place in it', async () => {
  await fetch(`${mock.url}/api/recordings/${uuid(9, 1)}/tasks`, {
    ...{ method: 'PUT', body: JSON.stringify({ task_ids: [other.id] }) },
    headers: { 'content-type': 'application/json' },
  });
  renderInProject(<TaskHeardIn task={other} />);
  const part = within(await screen.findByRole('list'));
  expect(part.getByRole('link', { name: 'Run the whole test suite' })).toHaveAttribute('href', path);
  expect(part.queryByRole('button')).toBeNull();
});
