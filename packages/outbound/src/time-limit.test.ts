import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { timeLimit } from './time-limit.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

it('ends what it is combined with, however much garbage is collected until then', async () => {
  const other = new AbortController();
  const combine = () => AbortSignal.any([other.signal, timeLimit(200)]);
  const signal = combine();
  const collecting = setInterval(collect, 10);
  try {
    await once(signal, 'abort');
  } finally {
    clearInterval(collecting);
  }
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
});
