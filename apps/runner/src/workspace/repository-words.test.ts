import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runGit } from '../test-support/repository.ts';
import { makeStand } from '../test-support/stand.ts';

it('tells what the parts of a repository are called, and nothing of secrets or what is not committed', async () => {
  const { server, repository } = await makeStand();
  await mkdir(join(repository, 'src', 'checkout'), { recursive: true });
  await mkdir(join(repository, '.aws'));
  for (const file of ['src/checkout/PaymentForm.tsx', '.aws/hidden_account', 'service-account-rocket.json'])
    await writeFile(join(repository, file), 'x');
  await runGit(repository, 'add', '-f', '.');
  await runGit(repository, 'commit', '-qm', 'Add the checkout');
  await writeFile(join(repository, 'unfinished_invoice.ts'), 'x');
  const answer = await server.ask({ kind: 'repository_words', path: repository });
  if (answer.kind !== 'repository_words') throw new Error(JSON.stringify(answer));
  expect(answer.words).toEqual(expect.arrayContaining(['checkout', 'payment', 'payment form']));
  for (const word of ['hidden', 'rocket', 'invoice', 'account']) expect(answer.words).not.toContain(word);
});

it('tells nothing of a folder that is none of its roots, or no repository', async () => {
  const { server } = await makeStand();
  expect(await server.ask({ kind: 'repository_words', path: '/etc' })).toMatchObject({ kind: 'refused' });
});
