import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { ImportDialog } from './import-dialog.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
  goTo(`${mock.url}/projects`);
});
afterEach(() => {
  cleanup();
  mock.close();
});

it('sends an archive and reports what came in and what to know about it', async () => {
  const user = userEvent.setup();
  renderInProject(<ImportDialog onClose={() => undefined} />);
  expect(screen.getByRole('button', { name: 'Import' })).toBeDisabled();
  const archive = new File(['bytes'], 'shop.tar.gz', { type: 'application/gzip' });
  await user.upload(screen.getByLabelText('Archive file'), archive);
  expect(screen.getByText('shop.tar.gz')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Import' }));
  expect(await screen.findByText('Imported shop is imported')).toBeVisible();
  expect(screen.getByRole('region', { name: '2 things to know' })).toHaveTextContent(
    '2 members are not known',
  );
  expect(screen.getByText('Everything was given new ids.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Open the project' })).toHaveAttribute(
    'href',
    expect.stringMatching(/^\/projects\//),
  );
});

it('says why the server refused an archive, and lets a person try another', async () => {
  const user = userEvent.setup();
  renderInProject(<ImportDialog onClose={() => undefined} />);
  await user.upload(screen.getByLabelText('Archive file'), new File(['x'], 'broken.tar.gz'));
  await user.type(screen.getByLabelText('Name (optional)'), 'broken');
  await user.click(screen.getByRole('button', { name: 'Import' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('This is not an archive of a project.');
  expect(screen.getByRole('button', { name: 'Import' })).toBeEnabled();
});
