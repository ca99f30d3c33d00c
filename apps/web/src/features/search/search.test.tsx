import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { conversationId, projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { draftId } from '../../../test/mock/fixtures/specs.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { SearchPage } from './search-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const show = (search = '') => {
  goTo(`${mock.url}/projects/${projectId}/search${search}`);
  renderInProject(<SearchPage />);
  return userEvent.setup();
};
const rows = async () => within(await screen.findByRole('list', { name: 'Found' })).findAllByRole('listitem');
const kinds = async () => [
  ...new Set((await rows()).map((row) => row.querySelector('svg')?.getAttribute('aria-label'))),
];

it('finds what is typed in all kinds, marks it, and leads to where it stands', async () => {
  const user = show();
  expect(await screen.findByText('What are you looking for?')).toBeVisible();
  await user.type(screen.getByRole('searchbox'), 'whole test suite');
  const [row] = await rows();
  expect(within(row as HTMLElement).getByText('whole test suite').tagName).toBe('MARK');
  expect(await kinds()).toEqual(expect.arrayContaining(['Message', 'Recording']));
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toContain(`/projects/${projectId}?chat=${conversationId}&view=chat`);
  expect(links).toContain(`/projects/${projectId}/recordings/${uuid(9, 1)}`);
  await waitFor(() => expect(window.location.search).toBe('?q=whole+test+suite'));
});

it('takes over the words that come into the address while it is open', async () => {
  const user = show('?q=the');
  const box = await screen.findByRole('searchbox');
  await user.type(box, ' suite');
  await waitFor(() => expect(window.location.search).toBe('?q=the+suite'));
  act(() => window.history.pushState(null, '', '?q=release'));
  expect(box).toHaveValue('release');
  await user.type(box, ' notes');
  await waitFor(() => expect(window.location.search).toBe('?q=release+notes'));
  expect(box).toHaveValue('release notes');
});

it('keeps to a kind, an agent, a status and days, all of them in the address', async () => {
  const user = show('?q=the');
  const before = (await rows()).length;
  await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'Task');
  await waitFor(async () => expect(await kinds()).toEqual(['Task']));
  expect((await rows()).length).toBeLessThan(before);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'Needs review');
  await waitFor(async () =>
    expect((await rows()).every((row) => within(row).queryByText('Needs review'))).toBe(true),
  );
  expect(window.location.search).toBe('?q=the&kind=task&status=needs_review');
  fireEvent.change(screen.getByLabelText('Up to'), { target: { value: '2020-01-01' } });
  expect(await screen.findByText(/Nothing of what you keep to/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Search everything' }));
  await waitFor(async () => expect(await rows()).toHaveLength(before));
  expect(window.location.search).toBe('?q=the');
});

it('keeps to the whole of the last day, and leaves out what the address says wrongly', async () => {
  const today = new Date();
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  show(`?q=the&to=${day}&kind=spell&agent=Nobody%20else&from=noon`);
  expect((await kinds()).length).toBeGreaterThan(1);
  expect(screen.getByLabelText('Up to')).toHaveValue(day);
  expect(screen.getByLabelText('From')).toHaveValue('');
});

it('keeps to what a persona said in discussions', async () => {
  const user = show('?q=restart');
  const before = (await rows()).length;
  await user.selectOptions(
    await screen.findByRole('combobox', { name: 'Agent' }),
    await screen.findByRole('option', { name: 'Quality assurance, in discussions' }),
  );
  await waitFor(() => expect(window.location.search).toBe('?q=restart&agent=quality_assurance'));
  await waitFor(async () => expect(await rows()).toHaveLength(1));
  expect(before).toBeGreaterThan(1);
  expect(screen.getByRole('combobox', { name: 'Agent' })).toHaveValue('quality_assurance');
});

it('offers the statuses that the kind can have, and lets go of one that it cannot', async () => {
  const user = show('?q=the&status=needs_review');
  const status = await screen.findByRole('combobox', { name: 'Status' });
  expect(status).toHaveDisplayValue('Needs review');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'Spec');
  await waitFor(() => expect(status).toHaveDisplayValue('Any'));
  expect(
    within(status)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Any', 'Completed', 'Active']);
  expect(window.location.search).toBe('?q=the&kind=spec');
});

it('asks for nothing while only a quote is typed, and says which days do not fit', async () => {
  show('?q=%22&from=2026-02-02&to=2026-02-01');
  expect(await screen.findByText('What are you looking for?')).toBeVisible();
  expect(screen.getByLabelText('Up to')).toHaveAccessibleDescription('This day is before the first one.');
});

it('finds specs, and leads to their phases', async () => {
  show('?q=invoice&kind=spec&status=active');
  expect(await kinds()).toEqual(['Spec']);
  const link = screen.getByRole('link', { name: /SPEC-1 Sell by invoice/ });
  expect(link).toHaveAttribute('href', `/projects/${projectId}/specs/${draftId}`);
});

it('finds what an agent said in a session, and leads to that entry of its transcript', async () => {
  show('?q=keeps%20its%20name&kind=session&status=completed');
  expect(await kinds()).toEqual(['Session']);
  expect(screen.getByRole('link', { name: /The field keeps its name/ })).toHaveAttribute(
    'href',
    `/projects/${projectId}/runs/${uuid(6, 3)}?tab=transcript&entry=m2`,
  );
});

it('says that nothing was found', async () => {
  show('?q=zebra');
  expect(await screen.findByText('Nothing here holds “zebra”.')).toBeVisible();
});
