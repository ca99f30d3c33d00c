import { listProviders } from '@overmind/contracts/routes/providers';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { routeKey } from '#lib/api/use-route.ts';
import { askingId } from '../../../../test/mock/fixtures/discussions.ts';
import { projectId } from '../../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { DiscussionsPage } from './discussions-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const show = (search = '', role: 'viewer' | 'owner' = 'owner') => {
  goTo(`${mock.url}/projects/${projectId}/discussions${search}`);
  const page = (
    <>
      <DiscussionsPage />
      <Toaster />
    </>
  );
  const shown = renderInProject(page, (view) => ({
    ...view,
    project: { ...view.project, my_role: role },
  }));
  return { user: userEvent.setup(), ...shown };
};
const rows = async () =>
  within(await screen.findByRole('list', { name: 'Discussions' })).findAllByRole('link');

describe('the list', () => {
  it('shows each discussion with how it stands, and what waits for a person first of all', async () => {
    show();
    expect(await rows()).toHaveLength(3);
    expect(screen.getByText('Waits for your answer')).toBeVisible();
    expect(screen.getByText('Decided: Round half to even')).toBeVisible();
    expect(screen.getByRole('link', { name: /Which browsers/ })).toHaveAttribute(
      'href',
      `/projects/${projectId}/discussions/${askingId}`,
    );
  });

  it('finds words, marks them and keeps what is looked for in the address', async () => {
    const { user } = show();
    await rows();
    await user.type(screen.getByRole('searchbox'), 'browsers');
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(await screen.findByText('browsers', { selector: 'mark' })).toBeVisible();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Failed');
    expect(await screen.findByText('Nothing fits')).toBeVisible();
    expect(window.location.search).toBe('?q=browsers&status=failed');
    const [clear] = screen.getAllByRole('button', { name: 'Clear the filters' });
    await user.click(clear as HTMLElement);
    await waitFor(async () => expect(await rows()).toHaveLength(3));
  });

  it('shows the archive beside', async () => {
    show('?archived=1');
    expect(await screen.findByRole('link', { name: /A mascot for the shop/ })).toBeVisible();
    expect(await rows()).toHaveLength(1);
  });

  it('refuses a file that is no discussion with the place that is wrong', async () => {
    const { user } = show();
    await rows();
    const file = new File(['{"format":1}'], 'goal.json', { type: 'application/json' });
    await user.upload(screen.getByLabelText(/exported as JSON/), file);
    expect(await screen.findByText(/^title: /)).toBeVisible();
    expect(window.location.pathname).toBe(`/projects/${projectId}/discussions`);
  });
});

describe('the figures', () => {
  it('draws how discussions went, by outcome, day and speaker', async () => {
    show('?view=figures');
    const figures = within(await screen.findByRole('region', { name: 'Figures of discussions' }));
    expect(
      await figures.findByText('median 10 min 0 s, average 10 min 40 s, at most 15 min 0 s'),
    ).toBeVisible();
    expect(figures.getByRole('img', { name: /2026-01-12: 3 begun, 1 decided/ })).toBeVisible();
    expect(await figures.findByRole('rowheader', { name: 'Quality assurance' })).toBeVisible();
    expect(figures.getByText('2 of 6')).toBeVisible();
  });
});

describe('starting one', () => {
  it('needs but a goal, and goes to the room', async () => {
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Start a discussion' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Start a discussion' }));
    expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled();
    await user.type(dialog.getByRole('textbox', { name: 'What is to be decided?' }), 'Name the release');
    await user.click(await dialog.findByRole('checkbox', { name: /Resource coordinator/ }));
    await user.click(dialog.getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(window.location.pathname).toMatch(/\/discussions\/[0-9a-f-]{36}$/));
  });

  it('can say for itself how long an answer is waited for', async () => {
    const { user } = show('?new=1');
    const dialog = within(await screen.findByRole('dialog', { name: 'Start a discussion' }));
    await user.type(dialog.getByRole('textbox', { name: 'What is to be decided?' }), 'Name the release');
    await user.click(dialog.getByText('Limits'));
    const hours = dialog.getByRole('spinbutton', { name: 'Hours to wait for your answer' });
    expect(hours).toHaveAccessibleDescription(/as the project says: 24/);
    await user.type(hours, '721');
    expect(hours).toHaveAttribute('aria-invalid', 'true');
    expect(hours).toHaveAccessibleDescription(/from 1 to 720/);
    expect(dialog.getByRole('alert')).toHaveTextContent(/from 1 to 720/);
    expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled();
    await user.clear(hours);
    expect(hours).not.toHaveAttribute('aria-invalid');
    await user.type(hours, '48');
    await user.click(dialog.getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(window.location.pathname).toMatch(/\/discussions\/[0-9a-f-]{36}$/));
    const id = window.location.pathname.split('/').at(-1);
    const reply = await fetch(`${mock.url}/api/discussions/${id}`);
    expect(await reply.json()).toMatchObject({ settings: { answer_hours: 48 } });
  });

  it('can say how much of the talk a turn is shown, within bounds that are said', async () => {
    const { user } = show('?new=1');
    const dialog = within(await screen.findByRole('dialog', { name: 'Start a discussion' }));
    await user.type(dialog.getByRole('textbox', { name: 'What is to be decided?' }), 'Name the release');
    await user.click(dialog.getByText('Limits'));
    const chars = dialog.getByRole('spinbutton', { name: 'Characters of the talk that a turn is shown' });
    expect(chars).toHaveValue(24_000);
    await user.clear(chars);
    await user.type(chars, '1500');
    expect(dialog.getByRole('alert')).toHaveTextContent(/give a whole number from 2,000 to 1,000,000/);
    expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled();
    await user.clear(chars);
    await user.type(chars, '9000');
    await user.click(dialog.getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(window.location.pathname).toMatch(/\/discussions\/[0-9a-f-]{36}$/));
    const id = window.location.pathname.split('/').at(-1);
    const reply = await fetch(`${mock.url}/api/discussions/${id}`);
    expect(await reply.json()).toMatchObject({ settings: { context_chars: 9_000 } });
  });

  it('says plainly that nobody could speak where no provider is set up', async () => {
    const { user, queries } = show();
    await rows();
    queries.setQueryData(routeKey(listProviders), { items: [], next_cursor: null });
    await user.click(screen.getByRole('button', { name: 'Start a discussion' }));
    expect(await screen.findByText(/No model provider is set up/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Set up a provider' })).toHaveAttribute(
      'href',
      '/settings/providers',
    );
  });

  it('says what is missing when nobody takes part', async () => {
    const { user } = show('?new=1');
    const dialog = within(await screen.findByRole('dialog', { name: 'Start a discussion' }));
    await user.type(dialog.getByRole('textbox', { name: 'What is to be decided?' }), 'Name the release');
    for (const box of await dialog.findAllByRole('checkbox')) await user.click(box);
    expect(dialog.getByRole('alert')).toHaveTextContent('Choose who takes part.');
    expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled();
  });

  it('is not offered to a viewer', async () => {
    show('', 'viewer');
    await rows();
    expect(screen.getByRole('button', { name: 'Start a discussion' })).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Import…' })).toBeNull();
  });
});
