import { expect, it } from 'vitest';
import { wordsOfPaths } from './path-words.ts';

it('says names as people say them, those of the most files first', () => {
  const words = wordsOfPaths([
    'src/checkout/CheckoutForm.test.tsx',
    'src/checkout/payment_gateway.ts',
    'src/checkout/HTTPServer.ts',
    'src/ledger/index.ts',
  ]);
  expect(words).toEqual([
    ...['checkout', 'form', 'gateway', 'http', 'ledger', 'payment', 'server'],
    ...['checkout form', 'http server', 'payment gateway'],
  ]);
});

it('leaves out what stands in every repository, what is short, and what nobody says', () => {
  expect(wordsOfPaths(['package.json', 'src/utils/a.ts', '.github/ci.yml', `${'x'.repeat(70)}.ts`])).toEqual(
    [],
  );
  expect(wordsOfPaths(['b1946ac92492d2347c6235b4d2611184/12345.bin'])).not.toContain('12345');
});

it('is bounded, whatever a repository holds', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const paths = letters.flatMap((one) =>
    letters.map((other) => `${one}word${other}/${other}thing-${one}part.ts`),
  );
  const words = wordsOfPaths(paths);
  expect(words).toHaveLength(200);
  for (const word of words) expect(word.length).toBeLessThanOrEqual(60);
});
