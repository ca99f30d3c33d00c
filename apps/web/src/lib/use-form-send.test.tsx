import { fireEvent, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SignInPage } from '#features/session/sign-in-page.tsx';
import { PasswordForm } from '#features/settings/password-form.tsx';
import { AccountStep } from '#features/setup/account-step.tsx';
import { startMock } from '../../test/mock/server.ts';
import { goTo, renderInProject } from '../../test/render-in-project.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(mock.url);
});
afterEach(() => {
  vi.restoreAllMocks();
  mock.close();
});

const password = 'a long enough phrase 7';
type Case = [name: string, form: () => ReactElement, typed: Record<string, string>, button: string];
const forms: Case[] = [
  [
    'a new password',
    () => <PasswordForm />,
    { 'Current password': password, 'New password': `${password}!` },
    'Change password',
  ],
  ['a sign-in', () => <SignInPage />, { 'E-mail': 'ada@example.com', Password: password }, 'Sign in'],
  [
    'the first account',
    () => <AccountStep token="omx_1" onDone={() => undefined} />,
    { 'E-mail': 'ada@example.com', 'Choose a password': password },
    'Make my account',
  ],
];

describe.each(forms)('%s', (_, form, typed, button) => {
  it('is sent once, however often that is asked for while its schema is on the way', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    const sent = () => asked.mock.calls.filter(([, how]) => how?.method === 'POST');
    renderInProject(form());
    for (const [label, words] of Object.entries(typed))
      fireEvent.change(screen.getByLabelText(label), { target: { value: words } });
    const press = screen.getByRole('button', { name: button });
    const submit = press.closest('form') as HTMLFormElement;
    asked.mockImplementation(() => new Promise<Response>(() => undefined));
    fireEvent.submit(submit);
    fireEvent.submit(submit);
    expect(press).toBeDisabled();
    await expect.poll(() => sent().length).toBeGreaterThan(0);
    fireEvent.submit(submit);
    expect(press).toBeDisabled();
    // Whatever was let through is sent by now: it waits for no more than what is loaded already.
    await import('@hookform/resolvers/zod');
    await new Promise(setImmediate);
    expect(sent()).toHaveLength(1);
  });
});
