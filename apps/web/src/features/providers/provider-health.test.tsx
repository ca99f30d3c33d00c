import type { Provider } from '@overmind/contracts/entities/provider';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { providers } from '../../../test/mock/fixtures/models.ts';
import { renderInProject } from '../../../test/render-in-project.tsx';
import { ProviderHealth } from './provider-health.tsx';

const show = (error: string, key: Provider['key'] = null, mayTest = false) => {
  const [first] = providers();
  const provider = first as Provider;
  const health = { ...provider.health, status: 'down' as const, error };
  renderInProject(<ProviderHealth provider={{ ...provider, key, health }} mayTest={mayTest} />);
};
const keyFrom = (source: 'stored' | 'environment' | null): Provider['key'] => ({
  ...{ is_set: source !== null, source, last_four: null, set_at: null, problem: null },
});

it.each([
  ['failed: fetch failed: connect ECONNREFUSED [address]', 'Start the server there, or mend the address'],
  ['failed: fetch failed: getaddrinfo ENOTFOUND [address]', 'No machine has this name'],
  ['answered 404', 'There is no such API at this address'],
])('says what to do about "%s", beside these words', (error, step) => {
  show(error);
  expect(screen.getByText(new RegExp(step))).toBeVisible();
  expect(screen.getByText(error)).toBeVisible();
});

it('lets other words speak for themselves', () => {
  show('answered 500');
  expect(screen.getByText('answered 500').parentElement).toHaveTextContent(/^answered 500$/);
});

it.each([
  [null, 'It asks for a key, and none is set here'],
  ['stored', 'refused the key that is set here. Set one that it takes'],
] as const)('says of a key from %s that it is refused, and leads to another one', async (source, step) => {
  show('did not take its key (401)', keyFrom(source), true);
  expect(screen.getByText('Refuses the key')).toBeVisible();
  expect(screen.queryByText('Does not answer')).toBeNull();
  expect(screen.getByText(new RegExp(step))).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Set its key' }));
  expect(window.location.search).toContain('key=');
});

it('says where a refused key of the environment is changed, and offers no field for it', () => {
  show('did not take its key (403)', keyFrom('environment'), true);
  expect(screen.getByText(/Change it where the server runs/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Set its key' })).toBeNull();
});

it('tells a wrong answer from none', () => {
  show('answered 500');
  expect(screen.getByText('Answers with an error')).toBeVisible();
});
