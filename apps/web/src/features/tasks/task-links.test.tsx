import type { Task } from '@overmind/contracts/entities/task';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { TaskHistory } from './task-history.tsx';
import { TaskLinks } from './task-links.tsx';
import { findTasks } from './task-picker.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/`);
});
afterEach(() => {
  cleanup();
  mock.close();
});

const [first, second] = tasks as [Task, Task];
const serverTask = async (id: string) => (await (await fetch(`${mock.url}/api/tasks/${id}`)).json()) as Task;

describe('what a task waits for', () => {
  it('is added by its key with the keyboard, and sent with the condition', async () => {
    const user = userEvent.setup();
    renderInProject(<TaskLinks task={first} />);
    await user.type(screen.getByRole('combobox', { name: /Add a task/ }), 'shop-4{Enter}');
    await expect.poll(async () => (await serverTask(first.id)).depends_on).toEqual([tasks[3]?.id]);
  });

  it('is taken off, and the condition is changed', async () => {
    const user = userEvent.setup();
    renderInProject(<TaskLinks task={second} />);
    await user.selectOptions(screen.getByRole('combobox', { name: 'When it may start' }), 'failed');
    await expect.poll(async () => (await serverTask(second.id)).after).toBe('failed');
    await user.click(screen.getByRole('button', { name: 'No longer wait for SHOP-4' }));
    await expect.poll(async () => (await serverTask(second.id)).depends_on).toEqual([]);
  });

  it('shows why a circle is refused', async () => {
    const user = userEvent.setup();
    renderInProject(<TaskLinks task={tasks[3] as Task} />);
    await user.type(screen.getByRole('combobox', { name: /Add a task/ }), 'shop-2{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('These tasks would wait for each other');
  });

  it('is only read where a person may not change it', () => {
    renderInProject(<TaskLinks task={second} />, (view) => ({
      ...view,
      project: { ...view.project, my_role: 'viewer' },
    }));
    expect(screen.getByRole('button', { name: /SHOP-4/ })).toBeVisible();
    expect(screen.queryByRole('combobox', { name: /Add a task/ })).toBeNull();
  });
});

describe('findTasks', () => {
  it('finds by key and title, leaves out what is excluded, and puts what is over last', () => {
    const keys = (words: string, excluded: string[] = []) =>
      findTasks(tasks, words, excluded).map(({ key }) => key);
    expect(keys('')).toEqual([]);
    expect(keys('TEST')).toEqual(['SHOP-2', 'SHOP-4', 'SHOP-8']);
    expect(keys('test', [second.id])).toEqual(['SHOP-4', 'SHOP-8']);
    expect(keys('shop-1').at(-1)).toBe('SHOP-11');
  });
});

it('shows in the history what the system put right, and what it waits for since', async () => {
  renderInProject(<TaskHistory task={first} />);
  expect(await screen.findByText('Put right once by the system')).toBeVisible();
  const entries = within(screen.getByRole('list')).getAllByRole('listitem');
  expect(entries.some((entry) => entry.textContent?.includes('The task was moved on by the evidence'))).toBe(
    true,
  );
  expect(entries.at(-1)).toHaveTextContent('made it wait for SHOP-9');
});
