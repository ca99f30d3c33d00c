import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { snapshot } from '../../../test/mock/fixtures/snapshot.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { ProjectSettingsPage } from './project-settings-page.tsx';
import { checkDraft, draftOf, hasChanges } from './settings-draft.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/settings`);
});
afterEach(() => {
  cleanup();
  mock.close();
});
const settings = async () =>
  (
    (await (await fetch(`${mock.url}/api/projects/${projectId}/snapshot`)).json()) as ReturnType<
      typeof snapshot
    >
  ).project.settings;

describe('the project settings', () => {
  it('are saved only where they were changed', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: 'Documentation' }));
    await user.click(screen.getByRole('switch', { name: 'Also commit each version to the repository' }));
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect.poll(settings).toMatchObject({
      auto_accept: ['test', 'doc'],
      state_mirror: { branch: 'overmind/state', path: 'overmind-state.yaml' },
      concurrency: 4,
    });
    await expect.poll(() => screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
  });

  it('say what is wrong beside the field, and are not sent', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    await user.click(screen.getByRole('switch'));
    const branch = screen.getByRole('textbox', { name: 'Branch' });
    await user.clear(branch);
    await user.type(branch, 'main');
    expect(screen.getByText('Use a branch below "overmind/".')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
  });

  it('are only looked at by an operator', () => {
    renderInProject(<ProjectSettingsPage />, (view) => ({
      ...view,
      project: { ...view.project, my_role: 'operator' },
    }));
    expect(screen.getByRole('spinbutton', { name: 'Live runs at once' })).toBeDisabled();
    expect(screen.queryByRole('link', { name: 'Download archive' })).toBeNull();
  });
});

describe('checkDraft', () => {
  const { project } = snapshot();
  it('finds no change in what was only looked at', () => {
    expect(hasChanges(checkDraft(draftOf(project), project))).toBe(false);
  });
  it('refuses an empty number rather than take it for zero', () => {
    const check = checkDraft({ ...draftOf(project), concurrency: ' ' }, project);
    expect(check).toMatchObject({ ok: false, errors: { concurrency: expect.any(String) } });
  });
});
