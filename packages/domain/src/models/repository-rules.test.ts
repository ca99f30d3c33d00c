import { expect, test } from 'vitest';
import { rulesCovering } from './repository-rules.ts';

test.each([
  ['/repos/shop', '/repos/shop'],
  ['/repos/shop/', '/repos/shop'],
  ['/repos//shop/.', '/repos/shop'],
  ['/repos/other/../shop', '/repos/shop'],
  ['/repos/shop', '/repos/shop/'],
  ['/repos', '/repos/shop'],
  ['/', '/repos/shop'],
  ['/repos/shop', '/repos/shop/packages/api'],
  ['/repos/shop/secret', '/repos/shop'],
  ['/Repos/Shop', '/repos/shop'],
  ['/repos/caf\u00e9', '/repos/cafe\u0301'],
  ['C:\\Repos\\Shop\\', 'c:/repos/shop/api'],
])('a rule on %s holds for work in %s', (rule, repository) => {
  expect(rulesCovering({ [rule]: 'local_only' }, [repository])).toEqual(['local_only']);
});

test.each([
  ['/repos/shop', '/repos/shop-two'],
  ['/repos/shop-two', '/repos/shop'],
  ['/repos/shop/../other', '/repos/shop'],
  ['repos/shop', '/repos/shop'],
  ['/repos/shop\\x', '/repos/shop'],
])('a rule on %s does not hold for work in %s', (rule, repository) => {
  expect(rulesCovering({ [rule]: 'local_only' }, [repository])).toEqual([]);
});

test('any of the paths that a repository is known under is enough', () => {
  expect(rulesCovering({ '/real/shop': 'local_only' }, ['/link/shop', '/real/shop'])).toEqual(['local_only']);
});
