import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import type { snapshot } from '../../../test/mock/fixtures/snapshot.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { ProjectSettingsPage } from './project-settings-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/settings`);
});
afterEach(() => mock.close());

const settings = async () => {
  const reply = await fetch(`${mock.url}/api/projects/${projectId}/snapshot`);
  return ((await reply.json()) as ReturnType<typeof snapshot>).project.settings;
};

describe('the budgets of a project', () => {
  it('draw how much of them is used', async () => {
    renderInProject(<ProjectSettingsPage />);
    const today = await screen.findByRole('meter', { name: 'Today' });
    expect(today).toHaveAttribute('aria-valuetext', '$1.20 of $2.00 spent');
    expect(screen.getByText('$0.10 set aside for calls that run now')).toBeVisible();
    expect(screen.getByRole('meter', { name: 'In all' })).toHaveAttribute('aria-valuetext', '$9.00 spent');
  });

  it('fill no bar where there is no limit', async () => {
    renderInProject(<ProjectSettingsPage />);
    expect((await screen.findByRole('meter', { name: 'Today' })).childElementCount).toBeGreaterThan(0);
    expect(screen.getByRole('meter', { name: 'In all' })).toBeEmptyDOMElement();
  });

  it('are given in dollars and kept in millionths', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    await user.type(screen.getByLabelText('Each run: warn beyond'), '0.25');
    await user.type(screen.getByLabelText('Each run: stop at'), '$1');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect
      .poll(settings)
      .toMatchObject({ budgets: { run: { soft_micros: 250_000, hard_micros: 1_000_000 } } });
  });

  it('are asked for again once others are saved', async () => {
    const user = userEvent.setup();
    const sent = vi.spyOn(globalThis, 'fetch');
    const asked = () => sent.mock.calls.filter(([to]) => String(to).endsWith('/budgets')).length;
    renderInProject(<ProjectSettingsPage />);
    await screen.findByRole('meter', { name: 'Today' });
    const before = asked();
    expect(before).toBeGreaterThan(0);
    await user.type(screen.getByLabelText('Each day (UTC): stop at'), '9');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(asked()).toBeGreaterThan(before));
    sent.mockRestore();
  });

  it('say beside the field what is no amount, and which limit is over which', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    const soft = screen.getByLabelText('Each day (UTC): warn beyond');
    await user.type(soft, 'much');
    expect(soft).toHaveAccessibleDescription(/Give an amount in dollars/);
    expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
    await user.clear(soft);
    await user.type(soft, '5');
    await user.type(screen.getByLabelText('Each day (UTC): stop at'), '2');
    expect(screen.getByText('The amount to warn beyond is at most the one to stop at.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  });

  it('lead from a button that cannot save to the field that says why', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    const soft = screen.getByLabelText('Each day (UTC): warn beyond');
    await user.type(soft, 'much');
    expect(screen.getByText('This cannot be saved yet: 1 field is not right.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Go to the field' }));
    expect(soft).toHaveFocus();
    await user.clear(soft);
    await user.type(soft, '5');
    expect(screen.getByText('There are unsaved changes.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Go to the field' })).toBeNull();
  });
});

describe('rules for models by kind of work', () => {
  const part = () => screen.getByRole('region', { name: 'Models for kinds of work' });

  it('are added, changed and removed', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    const add = within(part()).getByLabelText('Add rules for');
    await user.selectOptions(add, 'Discussions: votes');
    await user.selectOptions(add, 'Tasks: Test');
    const votes = within(part()).getByRole('group', { name: 'Discussions: votes' });
    await user.selectOptions(within(votes).getByLabelText('Complexity'), 'Difficult work');
    await user.click(within(votes).getByRole('checkbox', { name: 'answer in JSON' }));
    fireEvent.change(within(votes).getByLabelText('Quality'), { target: { value: '90' } });
    await user.type(within(votes).getByLabelText('Models to try first, one a line'), 'ollama/qwen3');
    await user.click(within(part()).getByRole('button', { name: 'Remove the rules for Tasks: Test' }));
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await expect.poll(settings).toMatchObject({
      model_rules: {
        'discussion.vote': {
          ...{ complexity: 'high', capabilities: ['json'], prefer: ['ollama/qwen3'] },
          weights: { cost: 34, quality: 90, latency: 33 },
        },
      },
    });
    expect(Object.keys((await settings()).model_rules)).toEqual(['discussion.vote']);
  });

  it('say which line names no model', async () => {
    const user = userEvent.setup();
    renderInProject(<ProjectSettingsPage />);
    await user.selectOptions(within(part()).getByLabelText('Add rules for'), 'Discussions: votes');
    await user.type(within(part()).getByLabelText('Models to try first, one a line'), 'qwen3');
    expect(within(part()).getByText(/“qwen3” names no model/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  });
});

it('what models may be sent is set for all of the project and held to less for one repository', async () => {
  const user = userEvent.setup();
  renderInProject(<ProjectSettingsPage />);
  const part = screen.getByRole('region', { name: 'What models may be sent' });
  await user.click(within(part).getByRole('radio', { name: /known not to train/ }));
  await user.selectOptions(
    within(part).getByLabelText('/home/ada/code/shop'),
    'Nothing leaves the machine: only models on it or in its network',
  );
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  await expect.poll(settings).toMatchObject({
    model_privacy: 'no_training',
    repository_privacy: { '/home/ada/code/shop': 'local_only' },
  });
});
