import { expect, it } from 'vitest';
import { Lanes } from './lanes.ts';

/** Work that ends when it is told to, and what of it has begun. */
function makeWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve, reject) => {
      ends.set(name, () => (name.startsWith('bad') ? reject(new Error(name)) : resolve(name)));
    });
  };
  return { begun, work, end: (name: string) => ends.get(name)?.() };
}

it('lets so many work at a time, the others in their order, also after one that failed', async () => {
  const { begun, work, end } = makeWork();
  const lanes = new Lanes(2);
  const all = ['a', 'bad', 'c', 'd'].map((name) => lanes.run(work(name)).catch(String));
  expect(begun).toEqual(['a', 'bad']);
  end('bad');
  expect(await all[1]).toBe('Error: bad');
  expect(begun).toEqual(['a', 'bad', 'c']);
  end('a');
  end('c');
  expect(await Promise.all([all[0], all[2]])).toEqual(['a', 'c']);
  expect(begun).toEqual(['a', 'bad', 'c', 'd']);
  end('d');
  await all[3];
  const [last, more] = [lanes.run(work('e')), lanes.run(work('f'))];
  expect(begun.slice(4)).toEqual(['e', 'f']);
  end('e');
  end('f');
  await Promise.all([last, more]);
});

it('lets who was stopped leave the queue at once, and those behind it come up', async () => {
  const { begun, work, end } = makeWork();
  const lanes = new Lanes(1);
  const stop = new AbortController();
  const first = lanes.run(work('a'));
  const second = lanes.run(work('b'), stop.signal);
  const third = lanes.run(work('c'), new AbortController().signal);
  stop.abort(new Error('stopped'));
  await expect(second).rejects.toThrow('stopped');
  end('a');
  await first;
  expect(begun).toEqual(['a', 'c']);
  end('c');
  await third;
  await expect(lanes.run(work('d'), stop.signal)).rejects.toThrow('stopped');
  const last = lanes.run(work('e'));
  expect(begun).toEqual(['a', 'c', 'e']);
  end('e');
  await last;
});

it('lets work that has its lane end it by itself when it is stopped', async () => {
  const { work, end } = makeWork();
  const lanes = new Lanes(1);
  const stop = new AbortController();
  const waited = lanes.run(work('a'));
  const running = lanes.run(work('b'), stop.signal);
  end('a');
  await waited;
  stop.abort(new Error('stopped'));
  end('b');
  expect(await running).toBe('b');
});
