import { beforeAll, describe, expect, it } from 'vitest';
import { PasswordHasher } from './password.ts';

const hasher = new PasswordHasher();
let stored: string;
beforeAll(async () => {
  stored = await hasher.hash('the right one 1');
  await hasher.verify(null, 'makes the decoy');
});

describe('a password', () => {
  it('matches its hash, and no other', async () => {
    expect(await hasher.verify(stored, 'the right one 1')).toBe(true);
    expect(await hasher.verify(stored, 'another one 2')).toBe(false);
    expect(await hasher.verify(null, 'the right one 1')).toBe(false);
    expect(await hasher.verify(null, 'a password that nobody has')).toBe(false);
  });

  it.each([
    ['who exists', () => stored],
    ['who does not exist', () => null],
  ])('of a user %s waits for its turn behind the two at work', async (_whose, hash) => {
    const order: string[] = [];
    const note = (what: string, work: Promise<unknown>) => work.then(() => order.push(what));
    await Promise.all([
      note('before', hasher.hash('one')),
      note('before', hasher.hash('two')),
      note('it', hasher.verify(hash(), 'the right one 1')),
    ]);
    expect(order[0]).toBe('before');
  });
});
