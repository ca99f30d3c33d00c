import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRunner } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import {
  askRunner,
  awaitAsk,
  findQuestion,
  listOpenQuestions,
  noteAsksAlive,
  startAsk,
  storeAnswer,
} from './ask.ts';

let on: TestCore;
let runnerId: string;
beforeAll(async () => {
  on = await startTestCore();
  runnerId = (await makeRunner(on.core)).runner.id;
});
afterAll(() => on.stop());

const question = { kind: 'browse', path: null } as const;
const answer = { kind: 'browse', path: null, entries: [] } as const;
const answerWith = (path: string) => ({ ...answer, path, entries: [] });
const plain = { ...answer, entries: [] };
const expire = (id: string) =>
  on.database.pool.query(`update runner_asks set expires_at = now() - interval '1 second' where id = $1`, [
    id,
  ]);
const secondsLeft = async (id: string): Promise<number> =>
  (
    await on.database.pool.query(
      'select extract(epoch from expires_at - now())::float8 as left from runner_asks where id = $1',
      [id],
    )
  ).rows[0].left;

describe('a question to a runner', () => {
  it('is answered to all who wait for it, before and after the answer came', async () => {
    const id = await startAsk(on.core, runnerId, question, 60_000);
    const early = awaitAsk(on.core, id);
    expect(await listOpenQuestions(on.core, runnerId)).toContainEqual({ askId: id, question });
    await storeAnswer(on.core, runnerId, id, plain);
    expect(await early).toEqual(plain);
    expect(await awaitAsk(on.core, id)).toEqual(plain);
    expect(await findQuestion(on.core, runnerId, id)).toBeNull();
  });

  it('keeps its first answer, and takes none of another runner', async () => {
    const id = await startAsk(on.core, runnerId, question, 60_000);
    const stranger = (await makeRunner(on.core)).runner.id;
    await storeAnswer(on.core, stranger, id, answerWith('/stranger'));
    await storeAnswer(on.core, runnerId, id, answerWith('/first'));
    await storeAnswer(on.core, runnerId, id, answerWith('/second'));
    expect(await awaitAsk(on.core, id)).toMatchObject({ path: '/first' });
  });

  it('waits for as long as it was given, and longer while the runner says that it works on it', async () => {
    await expect(askRunner(on.core, runnerId, question, 1)).rejects.toMatchObject({ code: 'unavailable' });
    const id = await startAsk(on.core, runnerId, question, 20_000);
    const stranger = (await makeRunner(on.core)).runner.id;
    await noteAsksAlive(on.core, stranger, [id]);
    expect(await secondsLeft(id)).toBeLessThan(21);
    await noteAsksAlive(on.core, runnerId, [id]);
    expect(await secondsLeft(id)).toBeGreaterThan(21);
    const long = await startAsk(on.core, runnerId, question, 600_000);
    await noteAsksAlive(on.core, runnerId, [long]);
    expect(await secondsLeft(long)).toBeGreaterThan(500);
  });

  it('is given up when its time is over, when it is unknown, and when who waits goes away', async () => {
    const id = await startAsk(on.core, runnerId, question, 60_000);
    const going = new AbortController();
    const gone = awaitAsk(on.core, id, { signal: going.signal });
    going.abort();
    await expect(gone).rejects.toMatchObject({ code: 'unavailable' });
    await expire(id);
    await expect(awaitAsk(on.core, id)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(awaitAsk(on.core, runnerId)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
