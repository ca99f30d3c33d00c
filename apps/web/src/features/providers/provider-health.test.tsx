import type { Provider } from '@overmind/contracts/entities/provider';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { providers } from '../../../test/mock/fixtures/models.ts';
import { renderInProject } from '../../../test/render-in-project.tsx';
import { ProviderHealth } from './provider-health.tsx';

const show = (error: string) => {
  const [first] = providers();
  const provider = first as Provider;
  const health = { ...provider.health, status: 'down' as const, error };
  renderInProject(<ProviderHealth provider={{ ...provider, health }} mayTest={false} />);
};

it.each([
  ['failed: fetch failed: connect ECONNREFUSED [address]', 'Start the server there, or mend the address'],
  ['failed: fetch failed: getaddrinfo ENOTFOUND [address]', 'No machine has this name'],
  ['did not take its key (401)', 'It asks for a key and did not take one. Set its key'],
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
