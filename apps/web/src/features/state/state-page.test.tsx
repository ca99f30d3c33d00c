import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { StatePage } from './state-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => {
  cleanup();
  mock.close();
});

const show = (search = '') => {
  goTo(`${mock.url}/state${search}`);
  renderInProject(<StatePage />);
  return userEvent.setup();
};
const shown = (version: number) => screen.findByRole('article', { name: `v${version}` });

describe('the history of the state document', () => {
  it('shows the latest, walks with J and K, and keeps the place in the address', async () => {
    const user = show();
    expect(await shown(42)).toBeVisible();
    await user.keyboard('jj');
    expect(await shown(40)).toBeVisible();
    expect(window.location.search).toBe('?version=40');
    await user.keyboard('kk');
    expect(await shown(42)).toBeVisible();
    expect(window.location.search).toBe('');
  });

  it('marks what people wrote, and tells of a version that is not kept', async () => {
    show('?version=999');
    const history = await screen.findByRole('navigation', { name: 'Versions' });
    expect(within(history).getByRole('button', { name: /v38.*edited/ })).toBeVisible();
    expect(await screen.findByText('There is no such version')).toBeVisible();
  });

  it('folds a section', async () => {
    const user = show();
    await shown(42);
    expect(screen.getByText('waiting_for_review', { exact: false })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Fold project' }));
    expect(screen.queryByText('waiting_for_review', { exact: false })).toBeNull();
    expect(screen.getByRole('button', { name: 'Unfold project' })).toHaveAttribute('aria-expanded', 'false');
  });
});

describe('comparing two versions', () => {
  it('lists the changes by section, and the lines when asked', async () => {
    const user = show('?version=40&compare=30');
    const tasks = await screen.findByRole('region', { name: 'tasks' });
    expect(within(tasks).getByText('active › SHOP-4')).toBeVisible();
    expect(screen.getByText('2 added · 3 changed')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Unified' }));
    expect(await screen.findByText(/The next release is on Friday/)).toBeVisible();
  });

  it('takes another version by its number', async () => {
    const user = show('?version=40&compare=30');
    const from = await screen.findByRole('spinbutton', { name: 'From version' });
    await user.clear(from);
    await user.type(from, '39{Enter}');
    expect(window.location.search).toBe('?version=40&compare=39');
  });
});

it('tells who brought each line, and leads to what that version changed', async () => {
  const user = show('?view=blame');
  const [last] = await screen.findAllByRole('button', { name: 'What v38 changed' });
  expect(last).toHaveTextContent('Ada Lovelace');
  await user.click(last as HTMLElement);
  expect(window.location.search).toContain('version=38');
  expect(window.location.search).toContain('compare=37');
});

describe('the notes', () => {
  const edit = async (words: string) => {
    const user = show('?view=notes');
    const box = await screen.findByRole('textbox', { name: 'Notes in Markdown' });
    await user.clear(box);
    await user.type(box, words);
    return user;
  };

  it('are saved as a new version', async () => {
    const user = await edit('Ask Ada.');
    await user.click(screen.getByRole('button', { name: 'Save as a new version' }));
    expect(await screen.findByRole('button', { name: 'Nothing has changed.' })).toBeDisabled();
    expect(await screen.findByRole('button', { name: /v43.*edited/ })).toBeVisible();
  });

  it('show both texts when someone was faster, and let a person join them', async () => {
    const user = await edit('My conflict.');
    await user.click(screen.getByRole('button', { name: 'Save as a new version' }));
    const theirs = await screen.findByRole('region', { name: /^v43, by/ });
    expect(theirs).toHaveTextContent('Grace was faster.');
    await user.click(screen.getByRole('button', { name: 'Take both' }));
    expect(screen.getByRole('textbox', { name: 'What shall stand there' })).toHaveValue(
      'Grace was faster.\n\nMy conflict.',
    );
    await user.click(screen.getByRole('button', { name: 'Save this' }));
    expect(await screen.findByRole('textbox', { name: 'Notes in Markdown' })).toHaveValue(
      'Grace was faster.\n\nMy conflict.',
    );
  });

  it('stay as they were written when the edit is refused, with the place that was refused', async () => {
    const user = await edit('Please refuse.');
    await user.click(screen.getByRole('button', { name: 'Save as a new version' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('/summary/progress/done');
    expect(screen.getByRole('textbox', { name: 'Notes in Markdown' })).toHaveValue('Please refuse.');
  });

  it('that were not saved are there again after a reload', async () => {
    await edit('Half a thought');
    cleanup();
    show('?view=notes');
    expect(await screen.findByRole('textbox', { name: 'Notes in Markdown' })).toHaveValue('Half a thought');
    expect(screen.getByText('These are your unsaved notes from before.')).toBeVisible();
  });
});

it('shows what a rollback would change before it rolls back', async () => {
  const user = show('?version=30');
  await user.click(await screen.findByRole('button', { name: 'Roll back…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Go back to v30?' });
  expect(await within(dialog).findByText('The next release is on Friday.', { exact: false })).toBeVisible();
  expect(within(dialog).queryByText(/SHOP-4/)).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: 'Roll back' }));
  expect(await screen.findByRole('button', { name: /v43.*rolled back/ })).toBeVisible();
});
