import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { runners } from '../../../test/mock/fixtures/runners.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { RunnerCard } from './runner-card.tsx';
import { compareVersions } from './runner-version.ts';
import { RunnersPage } from './runners-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const show = () => {
  goTo(`${mock.url}/runners`);
  renderInProject(
    <>
      <RunnersPage />
      <Toaster />
    </>,
  );
  return { user: userEvent.setup() };
};
const card = (name: string) => screen.findByRole('article', { name });

describe('the runners page', () => {
  it('draws how many runs a runner has and could have, and what it holds', async () => {
    show();
    const laptop = await card('ada-laptop');
    expect(within(laptop).getByRole('meter', { name: 'Runs' })).toHaveAttribute(
      'aria-valuetext',
      '2 of 4 in use',
    );
    expect(within(laptop).getByText('/home/ada/code')).toBeVisible();
    expect(within(laptop).getByText('Online')).toBeVisible();
  });

  it('marks a runner that is behind the server and says how its sandbox gets better', async () => {
    show();
    const box = await card('build-box');
    expect(await within(box).findByText('outdated')).toBeVisible();
    expect(within(box).getByText(/install bubblewrap/)).toBeVisible();
    expect(within(await card('ada-laptop')).queryByText(/install bubblewrap/)).toBeNull();
  });

  it('says of a runner that was turned away how it is updated', () => {
    goTo(`${mock.url}/runners`);
    const [first] = runners;
    if (first === undefined) throw new Error('there is no runner');
    const runner = { ...first, is_turned_away: true };
    renderInProject(<RunnerCard runner={runner} serverVersion="0.1.0" mayChange={false} />);
    const laptop = screen.getByRole('article', { name: 'ada-laptop' });
    expect(within(laptop).getByText('too old')).toBeVisible();
    expect(
      within(laptop).getByText(`curl -fsS -o runner.tgz ${mock.url}/api/runner.tgz && tar -xzf runner.tgz`),
    ).toBeVisible();
  });

  it('lists coding agents with their versions, and how to install the others', async () => {
    const { user } = show();
    const laptop = await card('ada-laptop');
    expect(within(laptop).getByText('0.23.1')).toBeVisible();
    await user.click(within(laptop).getByText('Codex'));
    expect(within(laptop).getByText('npm install -g @zed-industries/codex-acp')).toBeVisible();
  });

  it('gives a new runner the one command that starts it, with its token, once', async () => {
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Add a runner' }));
    await user.type(await screen.findByLabelText('Name of the machine'), 'mac mini');
    await user.click(screen.getByRole('button', { name: 'Make its token' }));
    const command = await screen.findByText(/curl/);
    expect(command).toBeVisible();
    expect(command).toHaveTextContent(`curl -fsS -o runner.tgz ${mock.url}/api/runner.tgz`);
    expect(command).toHaveTextContent(`printf %s 'ovr_${'x'.repeat(43)}' > token`);
    expect(screen.getByRole('alert')).toHaveTextContent('an address that only works on this machine');
    expect(screen.getByText('Waiting for mac mini to come online…')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByText(/ovr_x/)).toBeNull();
    expect(await card('mac mini')).toBeVisible();
  });

  it('changes the labels that a runner was given, and leaves its own', async () => {
    const { user } = show();
    const box = await card('build-box');
    await user.click(within(box).getByRole('button', { name: 'Change labels…' }));
    const field = screen.getByLabelText('Labels');
    expect(field).toHaveValue('gpu');
    await user.clear(field);
    await user.type(field, 'big, slow,, big');
    await user.click(screen.getByRole('button', { name: 'Save the labels' }));
    await waitFor(() => expect(within(box).getByText('slow')).toBeVisible());
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(within(box).getByText('big')).toBeVisible();
    expect(within(box).getByTitle('The runner says this of itself.')).toHaveTextContent('eu');
    expect(within(box).queryByText('gpu')).toBeNull();
  });

  it('drains a runner and lets it take runs again', async () => {
    const { user } = show();
    await user.click(within(await card('ada-laptop')).getByRole('button', { name: 'Drain' }));
    await user.click(await screen.findByRole('button', { name: 'Take runs again' }));
    await waitFor(() => expect(screen.queryByText('Draining')).toBeNull());
  });

  it('says what becomes of live runs before it revokes', async () => {
    const { user } = show();
    await user.click(within(await card('ada-laptop')).getByRole('button', { name: 'Revoke…' }));
    const asked = screen.getByRole('dialog', { name: 'Revoke ada-laptop?' });
    expect(asked).toHaveTextContent('The 2 runs that are live on it are stopped there and queued again');
    await user.click(within(asked).getByRole('button', { name: 'Revoke the runner' }));
    await waitFor(() => expect(screen.queryByRole('article', { name: 'ada-laptop' })).toBeNull());
  });

  it('shows workspaces against the budget and removes those that nobody works in', async () => {
    const { user } = show();
    const laptop = await card('ada-laptop');
    await user.click(within(laptop).getByText('Workspaces and disk'));
    expect(await within(laptop).findByRole('meter', { name: 'Workspaces and disk' })).toHaveAttribute(
      'aria-valuetext',
      '4.8 GB of 20.0 GB used',
    );
    expect(within(laptop).queryByRole('button', { name: 'Remove the workspace of SHOP-4' })).toBeNull();
    await user.click(within(laptop).getByRole('button', { name: 'Remove the workspace of SHOP-12' }));
    await user.click(within(laptop).getByRole('button', { name: 'Sure? Remove the workspace of SHOP-12' }));
    expect(await screen.findByText('1 workspace removed, 2.4 GB freed.')).toBeVisible();
    await waitFor(() => expect(within(laptop).queryByText('SHOP-12')).toBeNull());
  });
});

describe('compareVersions', () => {
  it.each([
    ['0.1.0', '0.1.0', 'same'],
    ['0.9.9', '0.10.0', 'outdated'],
    ['v1.2', '1.1.9', 'newer'],
    [null, '0.1.0', null],
  ])('%s beside %s is %s', (runner, server, expected) => {
    expect(compareVersions(runner, server)).toBe(expected);
  });
});
