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
  ['answered 401: Incorrect API key provided', 'It refuses the key. Set another one'],
  ['answered 404: Not Found', 'There is no such API at this address'],
])('says what to do about "%s", beside these words', (error, step) => {
  show(error);
  expect(screen.getByText(new RegExp(step))).toBeVisible();
  expect(screen.getByText(error)).toBeVisible();
});

it('lets other words speak for themselves', () => {
  show('answered 500: fell over');
  expect(screen.getByText('answered 500: fell over').parentElement).toHaveTextContent(
    /^answered 500: fell over$/,
  );
});
