import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useView } from '#features/project/project-context.tsx';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { TaskHeader } from './task-header.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/projects/${projectId}`);
});
afterEach(() => {
  cleanup();
  mock.close();
});

const Reviewed = () => {
  const task = useView((view) => view.tasks.find(({ key }) => key === 'SHOP-7'));
  return task === undefined ? null : <TaskHeader task={task} onClose={() => undefined} />;
};

it.each([
  ['the changes of a run that made some', 'b'.repeat(40), 'Review the changes'],
  ['the result of one that changed no file', 'a'.repeat(40), 'Review the result'],
])('offers to review %s', async (_, head_commit, name) => {
  const commits = { base_commit: 'a'.repeat(40), head_commit };
  renderInProject(<Reviewed />, (view) => ({
    ...view,
    runs: view.runs.map((run) => (run.id === uuid(6, 3) ? { ...run, ...commits } : run)),
  }));
  expect(await screen.findByRole('link', { name })).toHaveAttribute(
    'href',
    expect.stringContaining('/review/SHOP-7'),
  );
});
