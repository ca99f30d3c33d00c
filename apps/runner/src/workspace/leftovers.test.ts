import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { makeJob } from '../test-support/job.ts';
import { Leftovers } from './leftovers.ts';

const never = new AbortController().signal;
const jobOf = (taskId: string) => {
  const job = makeJob({ repoPath: '/nowhere' });
  return { ...job, task: { ...job.task, id: taskId } };
};

/** What of tasks cannot be given up before it is told to, and what of them is being tried and done. */
function makeScene() {
  const leftovers = new Leftovers();
  const begun: string[] = [];
  const done: string[] = [];
  const ends = new Map<string, (isDone: boolean) => void>();
  const leave = (name: string, taskId: string): void =>
    leftovers.add(jobOf(taskId), async () => {
      begun.push(name);
      const isDone = await new Promise<boolean>((resolve) => ends.set(name, resolve));
      if (!isDone) throw new Error(`${name} cannot be given up`);
      done.push(name);
    });
  const end = (name: string, isDone: boolean): void => ends.get(name)?.(isDone);
  const until = (name: string) => waitFor(() => begun.includes(name), { what: `${name} to be tried` });
  return { leftovers, begun, done, leave, end, until };
}

it('lets what one task cannot give up keep no other waiting', async () => {
  const { leftovers, done, leave, end, until } = makeScene();
  leave('stuck', 'one');
  leave('free', 'other');
  const all = leftovers.tryAll(never);
  await until('stuck');
  await until('free');
  end('free', true);
  await waitFor(() => done.includes('free'), { what: 'the other task' });
  leave('next', 'other');
  const other = leftovers.tryAgain('other', never);
  await until('next');
  end('next', true);
  await other;
  expect(done).toEqual(['free', 'next']);
  end('stuck', true);
  await all;
});

it('lets who waits for it go when their signal comes, and what was begun goes on', async () => {
  const { leftovers, begun, done, leave, end, until } = makeScene();
  leave('first', 'one');
  leave('second', 'one');
  const stop = new AbortController();
  const waited = leftovers.tryAgain('one', stop.signal);
  await until('first');
  stop.abort();
  await waited;
  end('first', true);
  await waitFor(() => done.includes('first'), { what: 'the first to be given up' });
  const again = leftovers.tryAgain('one', never);
  await until('second');
  expect(begun, 'the first is tried no more').toEqual(['first', 'second']);
  end('second', true);
  await again;
});

it('tries again what could not be given up, and in a round over all only what is not being tried', async () => {
  const { leftovers, begun, done, leave, end, until } = makeScene();
  leave('bad', 'one');
  const first = leftovers.tryAll(never);
  await until('bad');
  await leftovers.tryAll(never);
  expect(begun).toEqual(['bad']);
  end('bad', false);
  await first;
  const second = leftovers.tryAll(never);
  await waitFor(() => begun.length === 2, { what: 'it to be tried again' });
  end('bad', true);
  await second;
  await leftovers.tryAll(never);
  expect([begun, done]).toEqual([['bad', 'bad'], ['bad']]);
});
