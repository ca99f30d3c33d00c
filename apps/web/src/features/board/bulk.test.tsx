import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { Board } from './board.tsx';
import { useSelection } from './selection-store.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());
beforeEach(() => {
  goTo(`${mock.url}/`);
  useSelection.getState().clear();
});

const show = () => {
  renderInProject(
    <>
      <Board />
      <Toaster />
    </>,
  );
  return userEvent.setup();
};
const card = (key: string) => screen.getByRole('button', { name: new RegExp(`^${key}: `) });

describe('the selection on the board', () => {
  it('selects by X, up to another card with Shift, and lets go with Escape', async () => {
    const user = show();
    card('SHOP-1').focus();
    await user.keyboard('x');
    expect(await screen.findByRole('toolbar', { name: 'Selected tasks' })).toHaveTextContent('1 selected');
    await user.keyboard('{Shift>}');
    await user.click(card('SHOP-3'));
    await user.keyboard('{/Shift}');
    expect(card('SHOP-2')).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('toolbar')).toHaveTextContent('3 selected');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('tells how each task came out, and keeps the refused ones selected', async () => {
    const user = show();
    card('SHOP-8').focus();
    await user.keyboard('x');
    card('SHOP-1').focus();
    await user.keyboard('x');
    const bar = await screen.findByRole('toolbar');
    await user.click(within(bar).getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('1 approved, 1 refused')).toBeVisible();
    expect(screen.getByText(/SHOP-1: The task is queued/)).toBeVisible();
    expect(screen.getByRole('toolbar')).toHaveTextContent('2 selected');
  });

  it('asks before it cancels many, and cancels with the reason', async () => {
    const user = show();
    for (const key of ['SHOP-2', 'SHOP-3']) {
      card(key).focus();
      await user.keyboard('x');
    }
    await user.click(within(await screen.findByRole('toolbar')).getByRole('button', { name: 'Cancel…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Cancel 2 tasks?' });
    await user.type(within(dialog).getByLabelText('Why? (optional)'), 'not now');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel 2 tasks' }));
    expect(await screen.findByText('2 canceled')).toBeVisible();
    expect(screen.queryByRole('toolbar')).toBeNull();
  });
});

describe('the filters of the board', () => {
  it('come from the address, stand as chips, and are taken off one by one', async () => {
    goTo(`${mock.url}/?type=test&waiting=1`);
    const user = show();
    expect(card('SHOP-2')).toHaveTextContent('Waits for SHOP-4');
    expect(screen.queryByRole('button', { name: /^SHOP-1: / })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Take off the filter Waiting for something' }));
    expect(card('SHOP-4')).toBeVisible();
    expect(window.location.search).toBe('?type=test');
  });

  it('are set in the menu and written to the address', async () => {
    const user = show();
    await user.click(screen.getByRole('button', { name: 'Filter' }));
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Touches files of other tasks' }));
    expect(window.location.search).toBe('?overlap=1');
    await user.keyboard('{Escape}');
    expect(card('SHOP-5')).toHaveTextContent('Overlaps with SHOP-7');
    expect(screen.queryByRole('button', { name: /^SHOP-4: / })).toBeNull();
  });
});
