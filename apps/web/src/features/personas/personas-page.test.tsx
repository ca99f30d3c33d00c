import { builtInPersonas } from '@overmind/contracts/entities/persona';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdCalls } from '../../../test/hold-calls.ts';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { PersonasPage } from './personas-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const show = (search = '', role: 'viewer' | 'maintainer' = 'maintainer') => {
  goTo(`${mock.url}/projects/${projectId}/discussions/personas${search}`);
  const shown = renderInProject(<PersonasPage />, (view) => ({
    ...view,
    project: { ...view.project, my_role: role },
  }));
  return { user: userEvent.setup(), ...shown };
};

it('lists the five that are built in, and opens one by its address', async () => {
  show('?persona=quality_assurance');
  const list = within(await screen.findByRole('list', { name: 'Personas' }));
  expect(list.getAllByRole('button')).toHaveLength(5);
  expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('Quality assurance');
  expect(screen.getByRole('note')).toHaveTextContent(/Do not paste texts of others/);
});

it('leads back from a persona to all of them', async () => {
  const { user } = show('?persona=quality_assurance');
  await user.click(await screen.findByRole('button', { name: 'All personas' }));
  expect(await screen.findByText('Choose a persona')).toBeInTheDocument();
  expect(window.location.search).toBe('');
});

it('writes a version, shows what it changed, and goes back to what it began as', async () => {
  const { user } = show('?persona=quality_assurance');
  const role = await screen.findByRole('textbox', { name: 'What it answers for' });
  await user.clear(role);
  await user.type(role, 'Everything that can break');
  await user.click(screen.getByRole('button', { name: 'Save as a new version' }));
  expect(await screen.findByText('edited')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Versions' }));
  const changes = within(await screen.findByRole('region', { name: 'as it began → v1' }));
  expect(changes.getByText('Everything that can break')).toBeVisible();
  expect(changes.getByText('Risks, edge cases and critical questions')).toBeVisible();
  expect(changes.queryByText('Instructions')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  await user.click(await screen.findByRole('button', { name: 'Reset to built in' }));
  const sure = within(screen.getByRole('dialog', { name: 'Reset Quality assurance?' }));
  await user.click(sure.getByRole('button', { name: 'Reset to built in' }));
  await waitFor(() => expect(screen.queryByText('edited')).toBeNull());
});

it('takes nothing more while a version is saved', async () => {
  const { user } = show('?persona=quality_assurance');
  const role = await screen.findByRole('textbox', { name: 'What it answers for' });
  const release = holdCalls('PUT');
  await user.type(role, ' Kindly.');
  await user.click(screen.getByRole('button', { name: 'Save as a new version' }));
  expect(role).toBeDisabled();
  release();
  expect(await screen.findByText('edited')).toBeVisible();
  await waitFor(() => expect(role).toBeEnabled());
});

it('does not replace what somebody else wrote first, also where nobody had written yet', async () => {
  const { user } = show('?persona=quality_assurance');
  const role = await screen.findByRole('textbox', { name: 'What it answers for' });
  await user.type(role, ' Kindly.');
  await putTheirs('quality_assurance', { role: 'Theirs' });
  await user.click(screen.getByRole('button', { name: 'Save as a new version' }));
  const told = await screen.findByRole('alert');
  expect(told).toHaveTextContent(
    /Somebody else saved another version.*both of you changed What it answers for/,
  );
  expect(role).toHaveDisplayValue(/ Kindly\.$/);
  await user.click(screen.getByRole('button', { name: 'Save as a new version' }));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

const quality = builtInPersonas.find(({ key }) => key === 'quality_assurance');
/** As somebody else's browser. */
const putTheirs = (key: string, change: object) =>
  fetch(`${mock.url}/api/projects/${projectId}/personas/${key}`, {
    ...{ method: 'PUT', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ ...quality, is_enabled: true, note: '', ...change }),
  });

it('lays a change that lay about over what somebody else saved since, and says so', async () => {
  const first = show('?persona=quality_assurance');
  await first.user.type(await screen.findByRole('textbox', { name: 'What it answers for' }), ' Kindly.');
  first.unmount();
  await putTheirs('quality_assurance', { style: 'Theirs.' });
  const { user } = show('?persona=quality_assurance');
  await user.click(await screen.findByRole('button', { name: 'Save as a new version' }));
  const told = await screen.findByRole('alert');
  expect(told).toHaveTextContent(/Somebody else saved another version/);
  expect(told).not.toHaveTextContent(/both of you/);
  expect(screen.getByRole('textbox', { name: 'Style' })).toHaveValue('Theirs.');
  expect(screen.getByRole('textbox', { name: 'What it answers for' })).toHaveDisplayValue(/ Kindly\.$/);
  await user.click(screen.getByRole('button', { name: 'Save as a new version' }));
  await user.click(await screen.findByRole('button', { name: 'Versions' }));
  const changes = within(await screen.findByRole('region', { name: 'v1 → v2' }));
  expect(changes.getByText(/ Kindly\.$/)).toBeVisible();
  expect(changes.queryByText('Style')).toBeNull();
});

it('adds none over one that has its key already, also where that came meanwhile', async () => {
  const { user } = show('?persona=%2B');
  const key = await screen.findByRole('textbox', { name: 'Key' });
  await user.type(key, 'quality_assurance');
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Mine');
  await user.type(screen.getByRole('textbox', { name: 'What it answers for' }), 'Mine');
  await user.type(screen.getByRole('textbox', { name: 'Instructions' }), 'Mine.');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(/key "quality_assurance" already/);
  await user.clear(key);
  await user.type(key, 'security');
  await putTheirs('security', { role: 'Theirs' });
  await user.click(screen.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/key "security" already/));
  const kept = await fetch(`${mock.url}/api/projects/${projectId}/personas`);
  expect(await kept.text()).toContain('"role":"Theirs"');
});

it('keeps an unsaved change through a reload until it is dropped', async () => {
  const first = show('?persona=project_manager');
  await first.user.type(await screen.findByRole('textbox', { name: 'Style' }), ' Kind.');
  first.unmount();
  const { user } = show('?persona=project_manager');
  expect(await screen.findByRole('textbox', { name: 'Style' })).toHaveValue(
    'Short sentences. Names people when handing over. Kind.',
  );
  await user.click(screen.getByRole('button', { name: 'Drop them' }));
  expect(screen.getByRole('textbox', { name: 'Style' })).toHaveValue(
    'Short sentences. Names people when handing over.',
  );
});

it('adds an own persona after saying what is missing, and removes it again', async () => {
  const { user } = show('?persona=%2B');
  await user.type(await screen.findByRole('textbox', { name: 'Key' }), 'security');
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Security');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(/^role:/);
  await user.type(screen.getByRole('textbox', { name: 'What it answers for' }), 'Who could attack it');
  await user.type(screen.getByRole('textbox', { name: 'Instructions' }), 'Think as an attacker.');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(window.location.search).toBe('?persona=security'));
  await user.click(await screen.findByRole('button', { name: 'Remove…' }));
  const sure = within(screen.getByRole('dialog', { name: 'Remove Security?' }));
  await user.click(sure.getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: /Security/ })).toBeNull());
});

it('is read only for those who may not edit', async () => {
  show('?persona=project_manager', 'viewer');
  expect(await screen.findByRole('textbox', { name: 'Name' })).toBeDisabled();
  expect(screen.getByText(/maintainer role/)).toBeVisible();
});
