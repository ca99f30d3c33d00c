import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useView } from '#features/project/project-context.tsx';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { merges } from '../../../test/mock/fixtures/merges.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { MergePanel } from './merge-panel.tsx';
import { MergesPage } from './merges-page.tsx';
import { partsOf, queuesOf } from './queues.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/merges`);
});
afterEach(() => {
  cleanup();
  mock.close();
});
const card = (name: string) => screen.findByRole('article', { name });
const merged = async (key: string) => {
  const answer = await fetch(`${mock.url}/api/projects/${projectId}/merges`);
  const { items } = (await answer.json()) as { items: ReturnType<typeof merges> };
  return items.find(({ task_key }) => task_key === key);
};

describe('the merges', () => {
  it('stand in line to their branch, the next one first', async () => {
    renderInProject(<MergesPage />);
    const queue = await screen.findByRole('region', { name: 'Queue to shop · main' });
    const [line] = within(queue).getAllByRole('list');
    const keys = within(line ?? queue)
      .getAllByRole('article')
      .map((each) => each.getAttribute('aria-label'));
    expect(keys).toEqual([
      'SHOP-9: being checked',
      'SHOP-10: waiting for its turn',
      'SHOP-11: waiting for its turn',
    ]);
  });

  it('say what they wait for, and lead to what their commit changes', async () => {
    renderInProject(<MergesPage />);
    expect(await screen.findByText('Being checked on 9f1c2ab7d0')).toBeVisible();
    expect(screen.getByText('Waits for SHOP-9')).toBeVisible();
    const next = await card('SHOP-10: waiting for its turn');
    expect(within(next).getByRole('link', { name: 'c0ffee5' })).toHaveAttribute(
      'href',
      expect.stringContaining('/review/'),
    );
  });

  it('name their conflicts, which can be given to an agent', async () => {
    const user = userEvent.setup();
    renderInProject(<MergesPage />);
    const stuck = await card('SHOP-8: conflicts');
    expect(within(stuck).getByText('src/cart/__snapshots__/cart.snap')).toBeVisible();
    await user.click(within(stuck).getByRole('button', { name: 'Give the conflicts to an agent' }));
    await expect.poll(async () => (await merged('SHOP-8'))?.follow_up_task_id).toEqual(expect.any(String));
  });

  it('show the failed check on the new base', async () => {
    renderInProject(<MergesPage />);
    expect(within(await card('SHOP-6: a check failed')).getByText(/error TS2305/)).toBeVisible();
  });

  it('can be taken out of the queue, and taken back after a question', async () => {
    const user = userEvent.setup();
    renderInProject(<MergesPage />);
    await user.click(
      within(await card('SHOP-11: waiting for its turn')).getByRole('button', { name: 'Take it out' }),
    );
    await expect.poll(async () => (await merged('SHOP-11'))?.status).toBe('canceled');
    await user.click(within(await card('SHOP-3: merged')).getByRole('button', { name: 'Take it back' }));
    const dialog = await screen.findByRole('dialog', { name: 'Take SHOP-3 back?' });
    expect((await merged('SHOP-3'))?.follow_up_task_id).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Take it back' }));
    await expect.poll(async () => (await merged('SHOP-3'))?.follow_up_task_id).toEqual(expect.any(String));
  });

  it('lead to their pull request', async () => {
    renderInProject(<MergesPage />);
    const link = await screen.findByRole('link', { name: /Pull request #41/ });
    expect(link).toHaveAttribute('href', 'https://github.com/ada/shop/pull/41');
    const of = link.closest('article');
    expect(of).toHaveAccessibleName(/a pull request is open$/);
    expect(of).not.toHaveTextContent('Merged');
  });

  it('are only looked at by a viewer', async () => {
    renderInProject(<MergesPage />, (view) => ({ ...view, project: { ...view.project, my_role: 'viewer' } }));
    await card('SHOP-8: conflicts');
    for (const name of [
      'Take it out',
      'Take it back',
      'Try to merge again',
      'Give the conflicts to an agent',
    ])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });
});

describe('the merge of a task', () => {
  it('is asked for once the task is done, after a look at what it would meet', async () => {
    const user = userEvent.setup();
    const { view } = renderInProject(<DoneTask />);
    expect(view.tasks.length).toBeGreaterThan(0);
    await user.click(await screen.findByRole('button', { name: 'Merge' }));
    const dialog = await screen.findByRole('dialog', { name: 'Merge SHOP-7?' });
    expect(await within(dialog).findByText('No conflicts.')).toBeVisible();
  });

  it('is not offered where its run changed nothing', async () => {
    const commits = { base_commit: 'a'.repeat(40), head_commit: 'a'.repeat(40) };
    renderInProject(
      <>
        <DoneTask />
        <p>all there is</p>
      </>,
      (view) => ({ ...view, runs: view.runs.map((run) => ({ ...run, ...commits })) }),
    );
    expect(await screen.findByText('all there is')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull();
  });
});

const DoneTask = () => {
  const task = useView((view) => view.tasks.find(({ key }) => key === 'SHOP-7'));
  return task === undefined ? null : <MergePanel task={{ ...task, status: 'done' }} />;
};

describe('partsOf', () => {
  it('keeps together what is tried together, what is told apart after it, and what waits its turn', () => {
    const [waits, , tried] = merges();
    if (waits === undefined || tried === undefined) throw new Error('no merges');
    const suspected = { ...waits, id: 'suspected', started_at: tried.started_at };
    const parts = partsOf([tried, { ...tried, id: 'beside' }, suspected, waits]);
    expect(parts.map(({ kind, merges: held }) => [kind, held.length])).toEqual([
      ['tried', 2],
      ['suspected', 1],
      ['waiting', 1],
    ]);
  });
});

describe('queuesOf', () => {
  it('forgets a failure after which the same task came again', () => {
    const [stuck] = merges().filter(({ status }) => status === 'conflict');
    if (stuck === undefined) throw new Error('no conflict');
    const again = { ...stuck, id: 'later', status: 'queued' as const, conflicts: [] };
    const [queue] = queuesOf([again, stuck]);
    expect(queue).toMatchObject({ waiting: [again], stopped: [], past: [stuck] });
  });
  it('keeps queues of other branches and repositories apart', () => {
    expect(queuesOf(merges()).map(({ baseBranch }) => baseBranch)).toEqual(['main', 'release']);
  });
});
