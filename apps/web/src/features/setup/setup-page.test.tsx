import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { SetupPage } from './setup-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

it('leads who comes back after the account was made on to the projects', async () => {
  goTo(`${mock.url}/setup#token=omx_used`);
  renderInProject(<SetupPage />);
  expect(await screen.findByText('OvermindOps is set up')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Go to your projects' })).toHaveAttribute('href', '/');
});
