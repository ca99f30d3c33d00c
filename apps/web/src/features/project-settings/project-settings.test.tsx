import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { holdCalls } from '../../../test/hold-calls.ts';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { snapshot } from '../../../test/mock/fixtures/snapshot.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { layChanges } from './lay-changes.ts';
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
    await user.click(screen.getByRole('switch', { name: 'Also commit each version to the repository' }));
    const branch = screen.getByRole('textbox', { name: 'Branch' });
    await user.clear(branch);
    await user.type(branch, 'main');
    expect(screen.getByText('Use a branch below "overmind/".')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull();
  });

  it('ask for a remote only where work leaves the machine, and for the name of a variable', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    expect(screen.queryByRole('textbox', { name: 'Remote' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'As a pull request on the remote' }));
    const token = screen.getByRole('textbox', { name: 'Variable with the token' });
    await user.clear(token);
    await user.type(token, 'ghp-secret value');
    expect(screen.getByText('Give the name of an environment variable of the runner.')).toBeVisible();
    await user.clear(token);
    await user.type(token, 'FORGE_TOKEN');
    await user.type(screen.getByRole('textbox', { name: 'API address' }), 'https://forge.example/api');
    await user.click(screen.getByRole('switch', { name: 'Approving also merges' }));
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect.poll(settings).toMatchObject({
      merge: {
        ...{ on_approve: true, target: 'pull_request', strategy: 'merge', token_env: 'FORGE_TOKEN' },
        api_url: 'https://forge.example/api',
      },
    });
  });

  it('say how long discussions are kept and wait, within what can be', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    const days = screen.getByRole('spinbutton', { name: 'Days that ended discussions are kept' });
    expect(days).toHaveValue(365);
    expect(days).toHaveAccessibleDescription(/those that tasks came from stay/);
    for (const wrong of ['0', '3651', '1.5']) {
      await user.clear(days);
      await user.type(days, wrong);
      expect(days).toBeInvalid();
      expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
    }
    await user.clear(days);
    await user.type(days, '30');
    const hours = screen.getByRole('spinbutton', { name: 'Hours that a question waits for an answer' });
    await user.clear(hours);
    await user.type(hours, '48');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect.poll(settings).toMatchObject({ discussion_keep_days: 30, discussion_answer_hours: 48 });
  });

  it('say how long single calls of models are kept', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    const days = screen.getByRole('spinbutton', { name: 'Days that single calls are kept' });
    expect(days).toHaveValue(365);
    expect(days).toHaveAccessibleDescription(/Sums, budgets and the calls of open tasks stay/);
    await user.clear(days);
    await user.type(days, '0');
    expect(days).toBeInvalid();
    await user.clear(days);
    await user.type(days, '90');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect.poll(settings).toMatchObject({ model_call_keep_days: 90 });
  });

  it('warn of what a terminal may do before it is turned on', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    await user.click(
      screen.getByRole('switch', { name: 'Maintainers may open a terminal into a workspace' }),
    );
    expect(screen.getByText(/a shell as the runner’s own user/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect.poll(settings).toMatchObject({ terminal: true, artifact_keep_days: 90 });
  });

  it('let a model help with planning, and say where what is said may go', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    await user.click(screen.getByRole('switch', { name: 'A model helps' }));
    expect(screen.getByRole('radio', { name: /Only to models on this machine/ })).toBeChecked();
    expect(await screen.findByText('ollama/qwen3 would be asked first.')).toBeVisible();
    await user.click(screen.getByRole('radio', { name: /train on nothing/ }));
    expect(
      await screen.findByText(/No model may help as it is set.*openrouter\/big is turned off/),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect
      .poll(settings)
      .toMatchObject({ planner: { uses_model: true, policy: { privacy: 'no_training' } } });
  });

  it('say whether voices are heard, how, and which voice answers', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    await user.click(screen.getByRole('radio', { name: 'Hands-free' }));
    const language = screen.getByRole('combobox', { name: 'Language that is spoken here' });
    await user.selectOptions(language, 'English');
    await screen.findByRole('option', { name: 'Ryan (en-US)' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Voice that answers' }), 'ryan');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    const chosen = { recognition: true, synthesis: true, voice: 'ryan', language: 'en', mode: 'hands_free' };
    await expect.poll(settings).toMatchObject({ voice: chosen, recording_keep_days: 365 });
    await user.click(screen.getByRole('switch', { name: 'Voices are heard' }));
    expect(screen.queryByRole('radio', { name: 'Hands-free' })).toBeNull();
    await user.click(screen.getByRole('switch', { name: 'Answers may be said aloud' }));
    expect(screen.queryByRole('combobox', { name: 'Voice that answers' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect.poll(settings).toMatchObject({ voice: { ...chosen, recognition: false, synthesis: false } });
  });

  it('keep what was changed over what somebody else saved first', async () => {
    const user = userEvent.setup();
    const page = (
      <>
        <ProjectSettingsPage />
        <Toaster />
      </>
    );
    renderInProject(page);
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'Our shop');
    await user.click(screen.getByRole('checkbox', { name: 'Documentation' }));
    await fetch(`${mock.url}/api/projects/${projectId}`, {
      ...{ method: 'PATCH', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ description: 'Theirs', settings: { concurrency: 7 } }),
    });
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText(/Your changes are kept over theirs/)).toBeVisible();
    expect(name).toHaveValue('Our shop');
    expect(screen.getByRole('checkbox', { name: 'Documentation' })).toBeChecked();
    expect(screen.getByRole('textbox', { name: 'What it is about' })).toHaveValue('Theirs');
    expect(screen.getByRole('spinbutton', { name: 'Live runs at once' })).toHaveValue(7);
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect.poll(settings).toMatchObject({ auto_accept: ['test', 'doc'], concurrency: 7 });
  });

  it('keep what is typed while others are saved', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    const release = holdCalls('PATCH');
    await user.click(screen.getByRole('checkbox', { name: 'Documentation' }));
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.type(name, '!');
    release();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save changes' })).toBeEnabled());
    expect(name).toHaveValue(`${snapshot().project.name}!`);
    expect(await settings()).toMatchObject({ auto_accept: ['test', 'doc'] });
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

describe('layChanges', () => {
  const base = { name: 'Shop', merge: { remote: 'origin', strategy: 'merge' }, work: ['a'], rules: {} };
  it('takes from theirs all that was not changed, also within a part', () => {
    const mine = { ...base, merge: { ...base.merge, strategy: 'rebase' }, rules: { code: 1 } };
    const theirs = { ...base, name: 'Store', merge: { ...base.merge, remote: 'upstream' }, work: ['b'] };
    expect(layChanges(mine, base, theirs)).toEqual({
      ...{
        name: 'Store',
        merge: { remote: 'upstream', strategy: 'rebase' },
        work: ['b'],
        rules: { code: 1 },
      },
    });
  });
  it('leaves out what was taken away', () => {
    const had = { rules: { code: 1, plan: 2 } as Record<string, number> };
    const theirs = { rules: { code: 1, plan: 2, talk: 3 } };
    expect(layChanges({ rules: { plan: 2 } }, had, theirs)).toEqual({ rules: { plan: 2, talk: 3 } });
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
