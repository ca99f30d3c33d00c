import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectId, uuid } from '../../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { ReviewPage } from '../review-page.tsx';
import { useReview } from '../review-store.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  useReview.setState({ view: 'unified', isSpaceHidden: false, isOpenOnly: false });
});
afterEach(() => {
  cleanup();
  mock.close();
});

type Role = 'viewer' | 'operator';

/** The second attempt at a task: a comment on it, and two on the first. */
function openSecond(my_role: Role = 'operator') {
  goTo(`${mock.url}/projects/${projectId}/review/SHOP-7`);
  renderInProject(<ReviewPage />, (view) => ({
    ...view,
    project: { ...view.project, my_role },
    runs: view.runs.flatMap((run) =>
      run.id === uuid(6, 3)
        ? [
            { ...run, attempt: 2 },
            { ...run, id: uuid(6, 7), attempt: 1 },
          ]
        : [run],
    ),
  }));
  return userEvent.setup();
}

/** Goes to the line that was commented on. */
async function toLine(user: ReturnType<typeof userEvent.setup>) {
  await screen.findByRole('button', { name: '1 comment, 2 earlier, 3 open' });
  await user.keyboard('m');
  return screen.findByRole('article', { name: 'Your comment' });
}
const serverSays = async (runId: string) => {
  const page = (await (await fetch(`${mock.url}/api/runs/${runId}/comments`)).json()) as {
    items: { resolved_at: string | null }[];
  };
  return page.items.filter(({ resolved_at }) => resolved_at !== null).length;
};

it('folds a comment that is resolved, keeps the focus, shows it when asked, and opens it again', async () => {
  const user = openSecond();
  const comment = await toLine(user);
  await within(comment).findByText('slow');
  await user.click(within(comment).getByRole('button', { name: 'Resolve' }));
  const reopen = await within(comment).findByRole('button', { name: 'Reopen' });
  expect(reopen).toHaveFocus();
  expect(within(comment).queryByText('slow')).toBeNull();
  expect(await serverSays(uuid(6, 3))).toBe(1);
  await user.click(within(comment).getByRole('button', { name: 'Resolved by you', expanded: false }));
  expect(await within(comment).findByText('slow')).toBeVisible();
  await user.click(reopen);
  expect(await within(comment).findByRole('button', { name: 'Resolve' })).toBeVisible();
  expect(await serverSays(uuid(6, 3))).toBe(0);
});

it('counts what is open, on the page and at each file, and asks for no change that is settled', async () => {
  const user = openSecond();
  const comment = await toLine(user);
  const tree = screen.getByRole('navigation', { name: 'Changed files' });
  expect(within(tree).getByText('3 open comments')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Request changes (1 comment)' })).toBeVisible();
  await user.click(within(comment).getByRole('button', { name: 'Resolve' }));
  expect(await screen.findByRole('button', { name: '1 comment, 2 earlier, 2 open' })).toBeVisible();
  expect(within(tree).getByText('2 open comments')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Request changes' })).toBeVisible();
});

it('resolves what was said of an earlier attempt, and leaves it out on request', async () => {
  const user = openSecond();
  await toLine(user);
  const earlier = (await screen.findByText('Name the unit of this.')).closest('article');
  if (earlier === null) throw new Error('no card');
  await user.click(within(earlier).getByRole('button', { name: 'Resolve' }));
  await user.click(await screen.findByRole('button', { name: '1 comment, 2 earlier, 2 open' }));
  const list = await screen.findByRole('dialog', { name: 'Comments' });
  expect(within(list).getByText('on attempt 1, line as it was, Resolved')).toBeVisible();
  await user.click(within(list).getByRole('checkbox', { name: /Only open comments/ }));
  expect(within(list).queryByText('Name the unit of this.')).toBeNull();
  expect(earlier).not.toBeInTheDocument();
  expect(screen.getByRole('article', { name: 'Your comment' })).toBeVisible();
  expect(await serverSays(uuid(6, 7))).toBe(1);
});

it('is done by a key for all that was said of the chosen line', async () => {
  const user = openSecond();
  await toLine(user);
  await user.keyboard('r');
  expect(await screen.findByRole('button', { name: '1 comment, 2 earlier, 1 open' })).toBeVisible();
  await user.keyboard('o');
  expect(screen.queryByRole('article', { name: 'Your comment' })).toBeNull();
  await user.keyboard('or');
  expect(await screen.findByRole('button', { name: '1 comment, 2 earlier, 3 open' })).toBeVisible();
});

it('is nothing for a viewer to do', async () => {
  const user = openSecond('viewer');
  const comment = await toLine(user);
  expect(within(comment).queryByRole('button', { name: 'Resolve' })).toBeNull();
  await user.keyboard('r');
  expect(await serverSays(uuid(6, 3))).toBe(0);
});
