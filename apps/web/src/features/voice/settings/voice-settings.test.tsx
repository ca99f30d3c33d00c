import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectId } from '../../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { preferVoice, useVoicePreferences, usualPreferences } from '../preferences.ts';
import { Corrections } from './corrections.tsx';
import { VoiceSettings } from './voice-settings.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/settings`);
  preferVoice(usualPreferences);
});
afterEach(() => mock.close());

describe('the voice settings', () => {
  it('say plainly what stays on the machine and what leaves it, and to whom', async () => {
    renderInProject(<VoiceSettings />);
    expect(await screen.findByText('Stays on the machine of the server.')).toBeVisible();
    expect(
      screen.getByText('Text leaves this machine: what is to be said is sent to voices.example.'),
    ).toBeVisible();
  });

  it('are kept in the browser', async () => {
    const user = userEvent.setup();
    renderInProject(<VoiceSettings />);
    await user.click(screen.getByRole('radio', { name: /^Hands-free/ }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Key to hold while speaking' }), 'None');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Language that is spoken' }), 'English');
    await user.click(screen.getByRole('switch', { name: 'I wear headphones' }));
    await screen.findByRole('option', { name: 'Ryan (en-US)' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Voice' }), 'ryan');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Say answers aloud' }), 'All of them');
    const chosen = {
      ...{
        hasHeadphones: true,
        mode: 'hands_free',
        talkKey: null,
        language: 'en',
        voice: 'ryan',
        replies: 'always',
      },
    };
    expect(useVoicePreferences.getState()).toMatchObject(chosen);
    expect(JSON.parse(localStorage.getItem('overmind:voice') ?? '{}')).toMatchObject(chosen);
  });

  it('offer no language that the model cannot hear, and mark one that was chosen before', async () => {
    preferVoice({ language: 'de' });
    renderInProject(<VoiceSettings />);
    expect(await screen.findByText(/hears English/)).toBeVisible();
    const field = screen.getByRole('combobox', { name: 'Language that is spoken' });
    expect(field).toHaveDisplayValue('German: not heard here');
    expect(
      within(field)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual([...[expect.any(String), 'English', 'German: not heard here']]);
  });

  it('hide what a microphone needs where it is turned off', async () => {
    const user = userEvent.setup();
    renderInProject(<VoiceSettings />);
    await user.click(screen.getByRole('switch', { name: 'Microphone in the chat' }));
    expect(screen.queryByRole('combobox', { name: 'Microphone' })).toBeNull();
    expect(screen.getByRole('combobox', { name: 'Voice' })).toBeVisible();
  });
});

describe('corrections', () => {
  it('are added and taken back, without sending the form around them', async () => {
    const user = userEvent.setup();
    let sent = 0;
    renderInProject(
      <form
        onSubmit={() => {
          sent += 1;
        }}
      >
        <Corrections />
      </form>,
    );
    await screen.findByText('cube control');
    await user.type(screen.getByRole('textbox', { name: 'Heard' }), 'shop key');
    await user.type(screen.getByRole('textbox', { name: 'Meant' }), 'SHOP{Enter}');
    expect(await screen.findByRole('cell', { name: 'SHOP' })).toBeVisible();
    const row = screen.getByRole('row', { name: /cube control/ });
    await user.click(within(row).getByRole('button', { name: /Remove/ }));
    await user.click(within(row).getByRole('button', { name: /Sure/ }));
    await expect.poll(() => screen.queryByText('cube control')).toBeNull();
    expect(sent).toBe(0);
    const kept = await fetch(`${mock.url}/api/projects/${projectId}/corrections`);
    expect(await kept.json()).toMatchObject({ items: [{ heard: 'shop key', meant: 'SHOP' }] });
  });

  it('are changed in their place', async () => {
    const user = userEvent.setup();
    renderInProject(<Corrections />);
    const change = { name: 'Change the correction of “cube control”' };
    await user.click(await screen.findByRole('button', change));
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', change));
    const meant = screen.getByRole('textbox', { name: 'What is meant by “cube control”' });
    await user.clear(meant);
    await user.type(meant, 'Kube Control{Enter}');
    expect(await screen.findByText('Kube Control')).toBeVisible();
    const kept = await fetch(`${mock.url}/api/projects/${projectId}/corrections`);
    expect(await kept.json()).toMatchObject({ items: [{ heard: 'cube control', meant: 'Kube Control' }] });
  });

  it('are only read by a viewer', async () => {
    renderInProject(<Corrections />, (view) => ({
      ...view,
      project: { ...view.project, my_role: 'viewer' },
    }));
    expect(await screen.findByText('cube control')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
