import type { Snapshot } from '@overmind/contracts/routes/projects';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { ReviewPage } from './review-page.tsx';
import { useReview } from './review-store.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  useReview.setState({ view: 'unified', isSpaceHidden: false, isOpenOnly: false });
});
afterEach(() => {
  cleanup();
  mock.close();
});

const noChange = (view: Snapshot): Snapshot => view;
function open(ref = 'SHOP-7', change = noChange) {
  goTo(`${mock.url}/projects/${projectId}/review/${ref}`);
  const shown = renderInProject(<ReviewPage />, change);
  return { ...shown, user: userEvent.setup() };
}
const taskOf = async (number: number) =>
  (await (await fetch(`${mock.url}/api/tasks/${uuid(5, number)}`)).json()) as { status: string };
const run3 = (patch: object) => (view: Snapshot) => ({
  ...view,
  runs: view.runs.map((run) => (run.id === uuid(6, 3) ? { ...run, ...patch } : run)),
});
const flags = [
  { kind: 'test_skipped' as const, path: 'src/auth/session.test.ts', line: 88, text: "it.skip('signs out')" },
];
const file = (name: string) => screen.findByRole('region', { name });

describe('a review', () => {
  it('shows what was proven before what was changed', async () => {
    open();
    const evidence = await screen.findByRole('region', { name: 'Evidence' });
    expect(within(evidence).getByText('3 of 3 checks passed')).toBeVisible();
    expect(within(evidence).getByText('148 tests passed, 2 skipped')).toBeVisible();
    const first = await file('src/auth/session.ts');
    expect(evidence.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(within(first).getByText('revokeLater')).toBeVisible();
  });

  it('shows what a reviewer says of each criterion, and leads to the lines', async () => {
    const cited = { path: 'src/auth/session.ts', from_line: 2, to_line: 4 };
    const verdict = { criterion: 'Sessions end', why: 'revokeLater does it.', citations: [cited] };
    const review = {
      ...{ reviewer: 'critic', model: 'openai/o', is_of_description: false },
      criteria: [
        { ...verdict, number: 1, met: 'yes' as const },
        { ...verdict, number: 2, met: 'no' as const, why: 'Nothing tests it.', citations: [] },
      ],
    };
    const shown = {
      name: 'criteria',
      kind: 'review' as const,
      run: ['reviewer', 'critic'],
      exit_code: 1,
      review,
    };
    const rest = { duration_ms: 1, log_from_seq: null, log_to_seq: null, excerpt: '# Review', tests: null };
    open('SHOP-7', run3({ evidence: [{ ...shown, ...rest }] }));
    const evidence = await screen.findByRole('region', { name: 'Evidence' });
    expect(within(evidence).getByText('Reviewed by critic (openai/o).')).toBeVisible();
    expect(within(evidence).getByText('Nothing tests it.')).toBeVisible();
    expect(within(evidence).getByText(/^Not met/)).toBeInTheDocument();
    expect(within(evidence).getByRole('link', { name: 'src/auth/session.ts:2-4' })).toHaveAttribute(
      'href',
      '#src/auth/session.ts:L2',
    );
  });

  it('warns when nothing was checked, and asks once more before such an approval', async () => {
    const { user } = open('SHOP-7', run3({ evidence: [] }));
    expect(await screen.findByText('Nothing was checked.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog', { name: 'Approve SHOP-7?' });
    expect(await taskOf(7)).toMatchObject({ status: 'needs_review' });
    await user.click(within(dialog).getByRole('button', { name: 'Approve only' }));
    await expect.poll(() => taskOf(7)).toMatchObject({ status: 'done' });
  });

  it('of a folder without git offers the patch, and no merge', async () => {
    open('SHOP-7', run3({ head_commit: null, metrics: { files_changed: 2 } }));
    expect(await screen.findByText(/has no git, so nothing is merged/)).toBeVisible();
    expect(await screen.findByRole('link', { name: 'Download the patch' })).toHaveAttribute(
      'download',
      'changes.patch',
    );
    expect(screen.getByRole('button', { name: 'Approve' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Other ways to approve' })).toBeNull();
  });

  it.each([
    ['commits', { base_commit: 'a'.repeat(40), head_commit: 'b'.repeat(40) }],
    ['a folder without git', { base_commit: null, head_commit: null, metrics: { files_changed: 2 } }],
  ])('says that the files of a run of %s were removed, and warns before such an approval', async (_, run) => {
    const { user } = open('SHOP-7', run3({ id: uuid(6, 30), attempt: 9, ...run }));
    expect(await screen.findByText('The files of this run were removed')).toBeVisible();
    expect(screen.getByText(/Request changes, and the task is run again/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog', { name: 'Approve SHOP-7?' });
    expect(within(dialog).getByText(/nobody can see here what is approved/)).toBeVisible();
  });

  it('says of a run that changed nothing just that', async () => {
    const commit = 'a'.repeat(40);
    open('SHOP-7', run3({ id: uuid(6, 30), attempt: 9, base_commit: commit, head_commit: commit }));
    expect(await screen.findByText('This run changed no files.')).toBeVisible();
    expect(screen.getByText(/nothing to compare and nothing to merge/)).toBeVisible();
    const files = screen.getByRole('navigation', { name: 'Changed files' });
    expect(within(files).getByText('No files to look at')).toBeVisible();
    expect(within(files).queryByText(/has this in its name/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Approve' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Other ways to approve' })).toBeNull();
  });

  it.each([
    ['leads to its merge once a result is approved', 'b'.repeat(40), ['Merge it']],
    ['offers no merge of an approved run that changed nothing', 'a'.repeat(40), []],
  ])('%s', async (_, head, offered) => {
    const commits = { base_commit: 'a'.repeat(40), head_commit: head };
    open('SHOP-7', (view) => ({
      ...run3({ id: uuid(6, 30), attempt: 9, ...commits })(view),
      tasks: view.tasks.map((task) => (task.key === 'SHOP-7' ? { ...task, status: 'done' as const } : task)),
    }));
    expect(await screen.findByText('This task is done.')).toBeVisible();
    if (offered.length > 0) expect(await screen.findByRole('link', { name: 'Merge it' })).toBeVisible();
    expect(screen.queryAllByRole('link', { name: 'Merge it' }).map((link) => link.textContent)).toEqual(
      offered,
    );
  });

  it('says that no file has a name only where one was sought', async () => {
    const { user } = open();
    const files = await screen.findByRole('navigation', { name: 'Changed files' });
    await user.type(within(files).getByRole('searchbox', { name: 'Filter files' }), 'nowhere');
    expect(await within(files).findByText('No changed file has this in its name.')).toBeVisible();
  });

  it('leads from a weakened test to its line, and asks once more', async () => {
    const { user } = open('SHOP-7', run3({ flags }));
    await user.click(await screen.findByRole('button', { name: 'Go to src/auth/session.test.ts:88' }));
    expect(useReview.getState().cursor).toEqual({
      path: 'src/auth/session.test.ts',
      side: 'new',
      line: 87 + 1,
    });
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText(/One thing in this run needs a look\./)).toBeVisible();
  });

  it('says of each file what became of it', async () => {
    open();
    expect(within(await file('public/logo.png')).getByText(/A binary file/)).toBeVisible();
    expect(
      within(await file('scripts/start.sh')).getByText('Its mode changed from 100644 to 100755.'),
    ).toBeVisible();
    expect(within(await file('docs/sessions.md')).getByText('Renamed')).toBeVisible();
    expect(within(await file('src/cart/voucher.test.ts')).getByText('Deleted')).toBeVisible();
  });

  it('is not there for a name that nothing has', async () => {
    open('SHOP-999');
    expect(await screen.findByText('There is nothing to review here')).toBeVisible();
  });
});

describe('comments on lines', () => {
  it('are added, kept as drafts until then, and sent with the request for changes', async () => {
    const { user, unmount } = open();
    await user.click(await screen.findByRole('button', { name: 'Line 4, added' }));
    await user.click(await screen.findByRole('button', { name: 'Comment' }));
    await user.type(await screen.findByRole('textbox', { name: 'Comment on line 4' }), 'Say how long.');
    unmount();
    const again = open();
    expect(await screen.findByRole('textbox', { name: 'Comment on line 4' })).toHaveValue('Say how long.');
    await again.user.click(screen.getByRole('button', { name: 'Add comment' }));
    await again.user.click(await screen.findByRole('button', { name: 'Request changes (2 comments)' }));
    const dialog = await screen.findByRole('dialog', { name: 'Ask for changes to SHOP-7' });
    expect(within(dialog).getByText('Say how long.')).toBeVisible();
    await again.user.click(within(dialog).getByRole('button', { name: 'Request changes' }));
    await expect.poll(() => taskOf(7)).toMatchObject({ status: 'queued' });
  });

  it('show Markdown without pictures, and can be changed and deleted by who wrote them', async () => {
    const { user, container } = open();
    await user.click(await screen.findByRole('button', { name: '1 comment, 1 open' }));
    await user.click(await screen.findByRole('button', { name: /Go to src\/auth\/session.ts, line 15/ }));
    const comment = await screen.findByRole('article', { name: 'Your comment' });
    await within(comment).findByText('slow');
    expect(container.querySelector('img')).toBeNull();
    await user.click(await within(comment).findByRole('button', { name: 'Edit comment' }));
    const field = within(comment).getByRole('textbox', { name: 'Edit comment' });
    await user.clear(field);
    await user.type(field, 'Never mind');
    await user.click(within(comment).getByRole('button', { name: 'Save' }));
    const remove = await screen.findByRole('button', { name: 'Delete comment' });
    expect(screen.getByText('Never mind')).toBeVisible();
    await user.click(remove);
    await expect.poll(() => screen.queryByText('Never mind')).toBeNull();
  });

  it('are not for a viewer', async () => {
    const { user } = open('SHOP-7', (view) => ({ ...view, project: { ...view.project, my_role: 'viewer' } }));
    await user.click(await screen.findByRole('button', { name: 'Line 4, added' }));
    expect(await screen.findByRole('button', { name: 'Copy link' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Comment' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });
});

describe('approving', () => {
  it('merges as well, after the merge was shown', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Other ways to approve' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Approve and merge' }));
    const preview = await screen.findByRole('region', { name: 'What the merge would meet' });
    expect(await within(preview).findByText('No conflicts.')).toBeVisible();
    expect(within(preview).getByText(/These checks run on the new base first: lint, types\./)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve and merge' }));
    await expect.poll(() => taskOf(7)).toMatchObject({ status: 'done' });
  });

  it('is only approving for who may not merge', async () => {
    open('SHOP-7', (view) => ({ ...view, project: { ...view.project, my_role: 'operator' } }));
    expect(await screen.findByRole('button', { name: 'Approve' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Other ways to approve' })).toBeNull();
  });

  it('is of the commit on screen: a newer result is told of, and shown when asked for', async () => {
    const { user, queries } = open();
    await screen.findByRole('button', { name: 'Approve' });
    queries.setQueryData<Snapshot>(snapshotKey(projectId), (view) => withNewerRun(view));
    expect(await screen.findByText(/There is a newer result/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show it' }));
    expect(await screen.findByText('Attempt 2')).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Approve' })).toBeVisible();
  });

  it('is refused when the result changed unseen, and the newest is shown then', async () => {
    const { user } = open('SHOP-7', (view) => ({
      ...view,
      runs: view.runs
        .filter(({ id }) => id !== uuid(6, 3))
        .map((run) => (run.id === uuid(6, 4) ? { ...run, task_id: uuid(5, 7), attempt: 2 } : run)),
    }));
    expect(await screen.findByText('14 snapshots renewed.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('Tokens are rotated; the old one works for 30 s.')).toBeVisible();
    expect(await taskOf(7)).toMatchObject({ status: 'needs_review' });
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    await expect.poll(() => taskOf(7)).toMatchObject({ status: 'done' });
  });
});

function withNewerRun(view: Snapshot | undefined): Snapshot | undefined {
  const run = view?.runs.find(({ id }) => id === uuid(6, 3));
  if (view === undefined || run === undefined) throw new Error('no run');
  const newer = { ...run, id: uuid(6, 77), attempt: 2, head_commit: 'beef'.repeat(4) };
  return {
    ...view,
    runs: [newer, ...view.runs],
    tasks: view.tasks.map((task) => (task.id === run.task_id ? { ...task, latest_run_id: newer.id } : task)),
  };
}

describe('the keys of a review', () => {
  it('go from change to change, mark files and change the view', async () => {
    const { user } = open();
    await screen.findByRole('button', { name: 'Line 4, added' });
    await user.keyboard('nn');
    expect(useReview.getState().cursor).toEqual({ path: 'src/auth/session.ts', side: 'new', line: 4 });
    await user.keyboard('v');
    expect(await screen.findByText('1 of 7 files viewed')).toBeVisible();
    await user.keyboard('u');
    expect(useReview.getState().view).toBe('split');
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keys of this page' })).toBeVisible();
  });

  it('leave the second key of a chord alone', async () => {
    const { user } = open();
    await screen.findByRole('button', { name: 'Line 4, added' });
    await user.keyboard('gp');
    expect(useReview.getState().cursor).toBeNull();
  });
});

describe('comments on an earlier attempt', () => {
  const openSecond = () =>
    open('SHOP-7', (view) => ({
      ...view,
      runs: view.runs.flatMap((run) =>
        run.id === uuid(6, 3)
          ? [
              { ...run, attempt: 2 },
              { ...run, id: uuid(6, 7), attempt: 1 },
            ]
          : [run],
      ),
    }));

  it('stand at their line where it is as it was, and at the head of the file where it was changed', async () => {
    const { user } = openSecond();
    const first = await file('src/auth/session.ts');
    await user.click(await screen.findByRole('button', { name: '1 comment, 2 earlier, 3 open' }));
    await user.click(await screen.findByRole('button', { name: /on attempt 1, line as it was/ }));
    const kept = await within(first).findByText('Name the unit of this.');
    expect(kept.closest('article')).toHaveTextContent('line as it was');
    expect(kept.closest('article')).toHaveTextContent('Grace Hopper');
    expect(kept.closest('td')).not.toBeNull();
    await user.click(within(first).getByText('A comment on a line that was changed since'));
    const lost = within(first).getByText('This leaks the old token.');
    expect(lost.closest('article')).toHaveTextContent('line changed since');
    expect(lost.closest('table')).toBeNull();
  });

  it('are reached by a key, and lead to the attempt that they were said of', async () => {
    const { user } = openSecond();
    await screen.findByRole('button', { name: '1 comment, 2 earlier, 3 open' });
    await user.keyboard('m');
    expect(useReview.getState().cursor).toMatchObject({ path: 'src/auth/session.ts', side: 'new', line: 15 });
    expect(screen.getByRole('link', { name: 'Review attempt 1' })).toHaveAttribute(
      'href',
      expect.stringContaining(uuid(6, 7)),
    );
  });
});

it('leads on once nothing is to be decided any more', async () => {
  open('SHOP-7', (view) => ({
    ...view,
    tasks: view.tasks.map((task) =>
      task.key === 'SHOP-7' ? { ...task, status: 'in_progress' as const, latest_run_id: uuid(6, 8) } : task,
    ),
  }));
  expect(await screen.findByRole('link', { name: 'See its run' })).toHaveAttribute(
    'href',
    expect.stringContaining(uuid(6, 8)),
  );
});
