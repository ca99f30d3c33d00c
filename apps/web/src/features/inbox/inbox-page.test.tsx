import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { permission } from '../../../test/mock/fixtures/talk.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { useHeld } from './held-decisions.ts';
import { InboxPage } from './inbox-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  // Nothing is sent by itself, however long a busy machine takes.
  useHeld.setState({ held: new Map(), undoMs: 3_600_000 });
});
afterEach(() => {
  // Sends what is held, so that no toast outlives its test.
  window.dispatchEvent(new Event('pagehide'));
  cleanup();
  mock.close();
});

const show = (search = '') => {
  goTo(`${mock.url}/inbox${search}`);
  renderInProject(
    <>
      <InboxPage />
      <Toaster />
    </>,
  );
  return { user: userEvent.setup() };
};
const card = (name: RegExp) => screen.findByRole('article', { name });
const statusOf = async (number: number): Promise<string> => {
  const view = (await (await fetch(`${mock.url}/api/projects/${projectId}/snapshot`)).json()) as {
    tasks: { key: string; status: string }[];
  };
  return view.tasks.find(({ key }) => key === `SHOP-${number}`)?.status ?? '';
};

const asked = permission();
const permissionsOf = (path = '') => `${mock.url}/api/runs/${asked.run_id}/permissions${path}`;
const permissionStatus = async (): Promise<string | undefined> => {
  const page = (await (await fetch(permissionsOf())).json()) as { items: { status: string }[] };
  return page.items[0]?.status;
};
const deny = () =>
  fetch(permissionsOf(`/${asked.id}`), {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"decision":"deny"}' },
  });

describe('the inbox', () => {
  it('groups what waits, what is lost soonest first, and chooses the first', async () => {
    show();
    expect(await card(/^Permission/)).toHaveAttribute('aria-current', 'true');
    expect(screen.getAllByRole('region').map((each) => each.getAttribute('aria-label'))).toEqual(
      expect.arrayContaining(['Permissions', 'Questions', 'Reviews', 'Failed', 'Blocked']),
    );
  });

  it('shows the evidence of the chosen item and approves it by one key', async () => {
    const { user } = show('?kind=review');
    const first = await card(/SHOP-7/);
    expect(within(first).getByText('148 passed, 2 skipped')).toBeVisible();
    await user.keyboard('a');
    expect(screen.queryByRole('article', { name: /SHOP-7/ })).toBeNull();
    expect(await card(/SHOP-8/)).toHaveAttribute('aria-current', 'true');
    expect(await screen.findByText('SHOP-7 is approved.')).toBeVisible();
    expect(await statusOf(7)).toBe('needs_review');
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(async () => expect(await statusOf(7)).toBe('done'));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  });

  it('brings an item back by undo, and nothing was sent', async () => {
    const { user } = show('?kind=failed');
    await card(/SHOP-12/);
    const sent = vi.spyOn(globalThis, 'fetch');
    await user.keyboard('jc');
    expect(screen.queryByRole('article', { name: /SHOP-12/ })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await card(/SHOP-12/)).toBeVisible();
    window.dispatchEvent(new Event('pagehide'));
    expect(await statusOf(12)).toBe('failed');
    expect(sent.mock.calls.filter(([, how]) => how?.method === 'POST')).toEqual([]);
    sent.mockRestore();
  });

  it('asks for words before it requests changes', async () => {
    const { user } = show('?kind=review');
    await card(/SHOP-7/);
    await user.keyboard('r');
    const dialog = await screen.findByRole('dialog', { name: 'Ask for changes to SHOP-7' });
    const submit = within(dialog).getByRole('button', { name: 'Request changes' });
    expect(submit).toBeDisabled();
    await user.type(within(dialog).getByLabelText('What should be different?'), 'Keep the cookie name');
    await user.click(submit);
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(async () => expect(await statusOf(7)).toBe('queued'));
  });

  it('answers a question in place by its number', async () => {
    const { user } = show('?kind=question');
    await card(/^Question/);
    await user.keyboard('1');
    expect(await screen.findByText('Answered.')).toBeVisible();
    expect(screen.queryByRole('article', { name: /^Question/ })).toBeNull();
  });

  it('shows what exactly an agent asks for and denies it by one key', async () => {
    const { user } = show('?kind=permission');
    const asked = await card(/^Permission: SHOP-5/);
    expect(within(asked).getByRole('group', { name: 'What exactly' })).toHaveTextContent(
      'npm install --save-dev sinon',
    );
    expect(within(asked).getByRole('timer')).toHaveTextContent(/^\d:\d\d left$/);
    await user.keyboard('d');
    expect(await screen.findByText('What SHOP-5 asks for is denied.')).toBeVisible();
    expect(await permissionStatus()).toBe('pending');
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(async () => expect(await permissionStatus()).toBe('denied'));
  });

  it('keeps an answered request in its place, with the option that was chosen and by whom', async () => {
    const { user } = show('?kind=permission');
    await card(/^Permission/);
    await user.keyboard('a');
    const answered = await card(/^Answered request of SHOP-5/);
    expect(within(answered).getByText('Allowed')).toBeVisible();
    expect(await within(answered).findByText('by you')).toBeVisible();
    await user.click(within(answered).getByRole('button', { name: 'Undo' }));
    expect(await card(/^Permission/)).toBeVisible();
    expect(await permissionStatus()).toBe('pending');
    await user.keyboard('1');
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(async () => expect(await permissionStatus()).toBe('allowed'));
    expect(within(await card(/^Answered/)).getByText('“Always allow npm install”')).toBeVisible();
  });

  it('answers a request with what goes beyond this once by its number', async () => {
    const { user } = show('?kind=permission');
    await card(/^Permission/);
    await user.keyboard('1');
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(async () => expect(await permissionStatus()).toBe('allowed'));
  });

  it('says who was quicker when a request was decided before', async () => {
    const { user } = show('?kind=permission');
    await card(/^Permission/);
    await deny();
    await user.keyboard('a');
    window.dispatchEvent(new Event('pagehide'));
    expect(await screen.findByText('SHOP-5 could not be decided')).toBeVisible();
    expect(screen.getByText('Grace Hopper denied it already.')).toBeVisible();
  });

  it('does not decide by the second key of a chord, nor where a person may only look', async () => {
    const { user } = show('?kind=review');
    await card(/SHOP-7/);
    await user.keyboard('ga');
    expect(await card(/SHOP-7/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: /^Failed/ }));
    const foreign = await card(/API-4/);
    expect(within(foreign).getByText('You may look here; an operator decides.')).toBeVisible();
    expect(within(foreign).queryByRole('button')).toBeNull();
  });

  it('groups by project when asked, and keeps that in the address', async () => {
    const { user } = show();
    await card(/^Question/);
    await user.click(screen.getByRole('button', { name: 'Project' }));
    expect(screen.getByRole('region', { name: 'Billing API' })).toBeVisible();
    expect(window.location.search).toBe('?group=project');
  });
});
