import { openProposals, type Turn } from '@overmind/domain/discussions/state';
import { type Course, hold, type Log, said } from '@overmind/domain/discussions/test-support/driver';
import { sensible } from '@overmind/domain/discussions/test-support/voices';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { importDiscussion } from './import.ts';
import { stopDiscussion } from './interject.ts';
import { getDecisionRecord, getDiscussion, getProposal } from './read.ts';
import { exportOf } from './test-support/exported.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
});
afterAll(() => on.stop());

const chars = 15_000;
/** Signs that no other turn has in this order, three bytes each. */
function essay({ turn }: Turn): string {
  let seed = turn;
  const sign = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(0x4e00 + (seed % 5_000));
  };
  return Array.from({ length: chars }, sign).join('');
}

/** Everybody writes essays; once the table is full they rewrite what is on it. */
const essayists: Course = {
  settings: { message_chars: 20_000, summary_every: 100, stuck_after: 50, limits: { turns: 200 } },
  voices: () => (turn, state) => {
    if (turn.purpose !== 'explore' && turn.purpose !== 'discuss') return sensible(turn, state);
    const open = openProposals(state);
    const amends = open.length < 20 ? null : (open[turn.turn % 20]?.ref ?? null);
    return said({ type: 'proposal', title: `Essay ${turn.turn}`, content: essay(turn), amends });
  },
};

const bring = async (log: Log): Promise<string> =>
  (await importDiscussion(on.core, made.owner, made.project.id, exportOf(log))).id;
const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const largestFrame = async (id: string): Promise<number> => {
  const { rows } = await on.database.pool.query(
    `select max(octet_length(payload::text)) as bytes from realtime_events
     where entity_id = $1 and event_type = 'discussion.updated'`,
    [id],
  );
  return rows[0].bytes;
};

it('a discussion of many long proposals is shown, and told of at its end, in few bytes', async () => {
  const log = hold({ ...essayists, until: (_step, { proposals }) => proposals.length >= 24 });
  expect(sizeOf(log.state.proposals)).toBeGreaterThan(1024 * 1024);
  const id = await bring(log);
  expect(sizeOf(await getDiscussion(on.core, id))).toBeLessThan(512 * 1024);
  await stopDiscussion(on.core, made.owner, id);
  const ended = await getDiscussion(on.core, id);
  expect(ended.options).toHaveLength(20);
  for (const { content, more_chars } of ended.options) {
    expect(content).toMatch(/… \(13,000 more characters\)$/);
    expect(more_chars).toBe(13_000);
  }
  expect(sizeOf(ended)).toBeLessThan(768 * 1024);
  expect(await largestFrame(id)).toBeLessThan(256 * 1024);
});

it('each proposal, and the decision, can be had whole', async () => {
  const log = hold({ ...essayists, settings: { ...essayists.settings, limits: { turns: 30 } } });
  expect(log.state.ending).toMatchObject({ status: 'completed' });
  const id = await bring(log);
  const { record, proposals } = await getDiscussion(on.core, id);
  expect(record?.more_chars).toBe(chars - 4_000);
  const [first] = log.state.proposals;
  expect(proposals[0]?.content.length).toBeLessThan(2_100);
  expect(await getProposal(on.core, id, 'P1')).toEqual(first);
  expect(await getDecisionRecord(on.core, id)).toMatchObject({
    decision: log.state.ending?.record?.decision,
  });
  const missing = { code: 'not_found' };
  await expect(getProposal(on.core, id, 'P4711')).rejects.toMatchObject(missing);
  await expect(getProposal(on.core, made.project.id, 'P1')).rejects.toMatchObject(missing);
});

it('has no record to show before it is decided', async () => {
  const id = await bring(hold({ ...essayists, until: (_step, { phase }) => phase === 'discussion' }));
  await expect(getDecisionRecord(on.core, id)).rejects.toMatchObject({ code: 'not_found' });
});
