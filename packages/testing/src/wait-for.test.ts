import { expect, test } from 'vitest';
import { waitFor } from './wait-for.ts';

test('gives the first truthy value', async () => {
  const values = [null, 0, 'ready'];
  await expect(waitFor(() => values.shift(), { what: 'a value' })).resolves.toBe('ready');
});

test('takes a condition that throws as not met yet', async () => {
  let calls = 0;
  const condition = () => {
    calls += 1;
    if (calls < 3) throw new Error('not yet');
    return calls;
  };
  await expect(waitFor(condition, { what: 'the third call' })).resolves.toBe(3);
});

test('says what it waited for and what it saw last', async () => {
  const waiting = waitFor(() => (process.pid < 0 ? 'never' : ''), {
    what: 'the card to move',
    timeoutMs: 30,
  });
  await expect(waiting).rejects.toThrow("Waited 30 ms for the card to move; it was last ''");
});

test('says what the condition failed with last', async () => {
  const failing = () => Promise.reject(new Error('connection refused'));
  const waiting = waitFor(failing, { what: 'the server', timeoutMs: 30 });
  await expect(waiting).rejects.toThrow('it last failed with Error: connection refused');
});
