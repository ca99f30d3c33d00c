import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { upsertMember } from '@overmind/db/queries/projects/members';
import { insertConversation } from '@overmind/db/queries/talk/conversations';
import { lockCapture, takeOverCapture } from '@overmind/db/queries/voice/captures';
import { findRecordingRow } from '@overmind/db/queries/voice/recordings';
import { createGate } from '@overmind/testing/gate';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { archiveConversation } from '../conversations/talk.ts';
import { deleteRecording, renameRecording } from '../recordings/change.ts';
import { type MadeProject, makeMember, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import {
  type Capture,
  cancelCapture,
  folderOf,
  openCapture,
  readCapture,
  resumeCapture,
  TakenOverError,
} from './capture.ts';
import { CaptureWriter } from './capture-writer.ts';
import { type Finish, finishCapture, finishStoring } from './finish.ts';
import { keepForsakenCaptures } from './forsaken.ts';

let on: TestCore;
let made: MadeProject;
let conversationId: string;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
});
afterAll(() => on.stop());
beforeEach(async () => {
  const { id } = await on.core.db.transaction().execute((tx) =>
    insertConversation(tx, {
      ...{ project_id: made.project.id, title: 'Talk', mode: 'voice', created_by_user_id: made.owner.userId },
    }),
  );
  conversationId = id;
});
afterEach(() => on.core.db.deleteFrom('voice_captures').execute());

const open = (call = made.owner) =>
  openCapture(on.core, call, {
    ...{ projectId: made.project.id, conversationId, language: null },
    format: { format: 's16le', sample_rate: 16_000 },
  });
const resume = async ({ id }: { id: string }, call = made.owner): Promise<Capture> => {
  const capture = await resumeCapture(on.core, call, { id, projectId: made.project.id });
  if (capture === null) throw new Error('it is over');
  return capture;
};
const unheard = { heard: null, isSaid: false };
const first = Buffer.alloc(4_000, 1);
const second = Buffer.alloc(6_000, 2);

/** Stores more of it; as its holder sees it then. */
async function say(capture: Capture, bytes: Buffer): Promise<Capture> {
  const writer = new CaptureWriter(on.core, capture, { stored: () => {}, failed: () => {} });
  writer.push(bytes);
  await writer.stop().finally(() => writer.close());
  return { ...capture, size_bytes: writer.sizeBytes };
}
const storedOf = async ({ id }: Capture): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of readCapture(on.core, id)) pieces.push(piece);
  return Buffer.concat(pieces);
};
const soundOf = async (path = ''): Promise<Buffer> => (await buffer(on.core.storage.read(path))).subarray(44);
const pathOf = (capture: Capture): string => join(on.storageRoot, folderOf(capture));
const lockWaiters = async (): Promise<number> =>
  (
    await on.database.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).rows.length;

describe('a turn that is gone on with elsewhere', () => {
  it('is neither finished nor thrown away by whoever had it before', async () => {
    const old = await say(await open(), first);
    const now = await say(await resume(old), second);
    await expect(finishCapture(on.core, old, unheard)).rejects.toThrow(TakenOverError);
    await expect(cancelCapture(on.core, made.owner, old)).rejects.toThrow(TakenOverError);
    expect(await storedOf(now)).toEqual(Buffer.concat([first, second]));
    const row = await finishCapture(on.core, now, unheard);
    expect(await soundOf(row?.storage_path)).toEqual(Buffer.concat([first, second]));
  });

  it('keeps what was stored after its holder looked last', async () => {
    const before = await say(await open(), first);
    const now = await say(before, second);
    await expect(finishCapture(on.core, before, unheard)).rejects.toThrow(TakenOverError);
    expect(await storedOf(now)).toEqual(Buffer.concat([first, second]));
  });

  it('is stored by its new holder only, and what the old one still writes leaves no file', async () => {
    const old = await say(await open(), first);
    const now = await resume(old);
    await expect(say(old, second)).rejects.toThrow(TakenOverError);
    expect(await storedOf(now)).toEqual(first);
    expect(await readdir(join(pathOf(old), 'parts'))).toHaveLength(1);
  });

  it('is left alone by the sweep that found it forsaken a moment before', async () => {
    const old = await say(await open(), first);
    await on.core.db
      .updateTable('voice_captures')
      .set({ seen_at: new Date(0) })
      .execute();
    let sweep = Promise.resolve();
    await on.core.db.transaction().execute(async (tx) => {
      await lockCapture(tx, old.id);
      sweep = keepForsakenCaptures(on.core);
      await waitFor(async () => (await lockWaiters()) > 0, { what: 'the sweep to come to it' });
      await takeOverCapture(tx, old.id);
    });
    await sweep;
    expect(await findRecordingRow(on.core.db, old.id)).toBeNull();
    expect(await storedOf(old)).toEqual(first);
  });

  it('is kept by one of two sweeps, with all of its sound', async () => {
    const capture = await say(await open(), first);
    await on.core.db
      .updateTable('voice_captures')
      .set({ seen_at: new Date(0) })
      .execute();
    await Promise.all([keepForsakenCaptures(on.core), keepForsakenCaptures(on.core)]);
    const row = await findRecordingRow(on.core.db, capture.id);
    expect(await soundOf(row?.storage_path)).toEqual(first);
  });
});

describe('a turn that is over', () => {
  it('keeps its sound when it is thrown away too late', async () => {
    const capture = await say(await open(), first);
    const row = await finishCapture(on.core, capture, unheard);
    await expect(cancelCapture(on.core, made.owner, capture)).rejects.toThrow(TakenOverError);
    expect(await soundOf(row?.storage_path)).toEqual(first);
  });

  it('is one recording with one file, however often it is finished', async () => {
    const capture = await say(await open(), first);
    const finish = () => finishCapture(on.core, capture, unheard);
    const [one, other] = await Promise.all([finish(), finish()]);
    expect(one?.storage_path).toBe(other?.storage_path);
    expect((await finish())?.storage_path).toBe(one?.storage_path);
    expect(await soundOf(one?.storage_path)).toEqual(first);
    await waitFor(async () => (await readdir(pathOf(capture))).length === 1, { what: 'the rest to go' });
  });
});

describe('a turn whose end is still being stored', () => {
  const third = Buffer.alloc(20_000, 3);

  /** Two parts of it are stored, the third waits for its lock. */
  async function endWith(finish: Finish | null | Error) {
    const before = await say(await say(await open(), first), second);
    const writer = new CaptureWriter(on.core, before, { stored: () => {}, failed: () => {} });
    onTestFinished(() => writer.close());
    return on.core.db.transaction().execute(async (tx) => {
      await lockCapture(tx, before.id);
      writer.push(third);
      const stopped = writer.stop();
      await waitFor(async () => (await lockWaiters()) > 0, { what: 'its end to be on its way' });
      const capture = { ...before, size_bytes: writer.sizeBytes };
      const ending = stopped.then(() => {
        if (finish instanceof Error) throw finish;
        return finish;
      });
      const finished = finishStoring(on.core, capture, { content: writer.content(), finish: ending });
      finished.catch(() => {});
      const folder = pathOf(capture);
      await waitFor(async () => (await readdir(folder)).some((name) => /^audio-[^.]+$/.test(name)), {
        what: 'the whole of it to be written',
      });
      expect(await findRecordingRow(on.core.db, capture.id)).toBeNull();
      return { capture, finished: { row: finished } };
    });
  }
  const filesOf = async (capture: Capture): Promise<string[]> =>
    (await readdir(pathOf(capture)).catch(() => [])).filter((name) => name.startsWith('audio-'));

  it('is written as a whole meanwhile, and kept once it is stored', async () => {
    const { capture, finished } = await endWith(unheard);
    const row = await finished.row;
    expect(await soundOf(row?.storage_path)).toEqual(Buffer.concat([first, second, third]));
    expect(await filesOf(capture)).toHaveLength(1);
  });

  it('leaves nothing where nothing was said in it', async () => {
    const { capture, finished } = await endWith(null);
    expect(await finished.row).toBeNull();
    await expect(resume(capture)).rejects.toThrow('it is over');
    await waitFor(async () => (await filesOf(capture)).length === 0, { what: 'its files to go' });
  });

  it('waits to be gone on with where it cannot be finished', async () => {
    const { capture, finished } = await endWith(new TakenOverError());
    await expect(finished.row).rejects.toThrow(TakenOverError);
    expect(await filesOf(capture)).toEqual([]);
    expect(await storedOf(capture)).toEqual(Buffer.concat([first, second, third]));
  });
});

describe('a writer', () => {
  it('says at its stop what it could not store, and the rest is gone on with', async () => {
    const capture = await open();
    const failed = vi.fn();
    const writer = new CaptureWriter(on.core, capture, { stored: () => {}, failed });
    await mkdir(dirname(pathOf(capture)), { recursive: true });
    await writeFile(pathOf(capture), 'no folder can be made here');
    writer.push(first);
    await expect(writer.stop()).rejects.toThrow();
    writer.close();
    expect(failed).not.toHaveBeenCalled();
    await rm(pathOf(capture));
    const again = await resume(capture);
    expect(again.size_bytes).toBe(0);
    expect(await storedOf(await say(again, first))).toEqual(first);
  });

  it('tells nobody what it finds out after its stop', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const capture = await open();
    const failed = vi.fn();
    const answer = createGate();
    const db = on.core.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        answer.open();
        return result;
      },
    });
    const writer = new CaptureWriter({ ...on.core, db }, capture, { stored: () => {}, failed });
    await on.core.db.transaction().execute(async (tx) => {
      await takeOverCapture(tx, capture.id);
      vi.advanceTimersByTime(5_000);
      await waitFor(async () => (await lockWaiters()) > 0, { what: 'the writer to say that it goes on' });
      await writer.stop();
      writer.close();
    });
    await answer.opened;
    // Whatever follows from the answer has followed by the next turn of the event loop.
    await new Promise(setImmediate);
    expect(failed).not.toHaveBeenCalled();
  });
});

it('is not begun in a conversation that is archived', async () => {
  await archiveConversation(on.core, made.owner, conversationId);
  await expect(open()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('archived'),
  });
});

it('leaves none of its words in the events that outlive it', async () => {
  const capture = await say(await open(), first);
  const segments = [{ start: 0, end: 1, text: 'my password is swordfish', confidence: 1 }];
  const row = await finishCapture(on.core, capture, {
    heard: { transcript: { language: 'en', segments }, engine: 'none' },
    isSaid: false,
  });
  expect(row?.title).toBe('my password is swordfish');
  await renameRecording(on.core, made.owner, capture.id, 'The swordfish');
  await deleteRecording(on.core, made.owner, capture.id);
  const { rows } = await on.database.pool.query(
    'select event_type, payload from realtime_events where entity_id = $1 order by seq',
    [capture.id],
  );
  expect(rows.map((each) => each.event_type)).toEqual([
    ...['recording.created', 'recording.updated', 'recording.updated'],
  ]);
  expect(JSON.stringify(rows)).not.toContain('swordfish');
});

it('is spoken and gone on with by operators only', async () => {
  const operator = await makeMember(on.core, made.project.id, 'operator');
  const capture = await open(operator);
  await on.core.db
    .transaction()
    .execute((tx) => upsertMember(tx, made.project.id, operator.userId, 'viewer'));
  await expect(open(operator)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(resume(capture, operator)).rejects.toMatchObject({ code: 'forbidden' });
});
