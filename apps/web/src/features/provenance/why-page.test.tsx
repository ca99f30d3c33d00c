import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decidedId } from '../../../test/mock/fixtures/discussions.ts';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { WhyPage } from './why-page.tsx';
import { whyPath } from './why-path.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => {
  cleanup();
  mock.close();
});
const open = (path: string) => {
  goTo(mock.url + path);
  renderInProject(<WhyPage />);
};
const base = `/projects/${projectId}`;

describe('the walk back from a line', () => {
  it('goes from the code to the words that asked for it, each record a link', async () => {
    open(whyPath(projectId, { path: 'src/a.ts', line: 15, revision: 'main' }));
    const trail = await screen.findByRole('region', { name: 'The way back' });
    expect(
      within(trail)
        .getAllByRole('listitem')
        .map((each) => each.querySelector('p span')?.textContent),
    ).toEqual(['Line', 'Commit', 'Approval', 'Run', 'Task', 'Request', 'Message']);
    expect(within(trail).getByRole('link', { name: 'Open the run' })).toHaveAttribute(
      'href',
      `${base}/runs/${uuid(6, 3)}`,
    );
    expect(within(trail).getByRole('link', { name: 'Open the task' })).toHaveAttribute(
      'href',
      `${base}?task=${uuid(5, 9)}`,
    );
    expect(within(trail).getByText('That is where it came from.', { exact: false })).toBeVisible();
  });

  it('ends at the very moment at which it was spoken', async () => {
    open(whyPath(projectId, { path: 'spoken.ts', line: 1 }));
    expect(await screen.findByRole('link', { name: 'Hear it' })).toHaveAttribute(
      'href',
      `${base}/recordings/${uuid(9, 1)}?at=5500`,
    );
  });

  it('leads by way of the discussion that decided it', async () => {
    open(whyPath(projectId, { path: 'decided.ts', line: 1 }));
    expect(await screen.findByText('How prices are rounded')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open the discussion' })).toHaveAttribute(
      'href',
      `${base}/discussions/${decidedId}`,
    );
    expect(screen.getByText('Make tasks of that decision')).toBeVisible();
    expect(screen.getAllByRole('link', { name: 'Open the conversation' })).toHaveLength(2);
  });

  it('says why where it ends early', async () => {
    open(whyPath(projectId, { path: 'old.ts', line: 1 }));
    expect(await screen.findByText('Here the trail ends')).toBeVisible();
    expect(screen.getByText('A person made this commit outside of any run.')).toBeVisible();
  });

  it('says what is missing before it asks, and keeps the question in the address', async () => {
    const user = userEvent.setup();
    open(whyPath(projectId));
    await user.click(screen.getByRole('button', { name: 'Walk back' }));
    expect(screen.getByText('Give the number of a line.')).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: 'File' }), 'src/a.ts');
    await user.type(screen.getByRole('textbox', { name: 'Line' }), '3{Enter}');
    expect(await screen.findByText('src/a.ts, line 3')).toBeVisible();
    expect(new URLSearchParams(window.location.search).get('line')).toBe('3');
  });

  it('tells of a line that is not there', async () => {
    open(whyPath(projectId, { path: 'missing.ts', line: 1 }));
    expect(await screen.findByText('There is no such file at this revision.')).toBeVisible();
  });
});
