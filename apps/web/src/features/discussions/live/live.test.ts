import type { DiscussionChange } from '@overmind/contracts/entities/discussion-room';
import { describe, expect, it } from 'vitest';
import { discussions } from '../../../../test/mock/fixtures/discussions.ts';
import { projectId, uuid } from '../../../../test/mock/fixtures/ids.ts';
import { applyChange } from './apply-change.ts';
import { hearFrame, type LiveTurns, speakingNow } from './live-turns.ts';

const [detail] = discussions;
if (detail === undefined) throw new Error('There is a discussion to change.');
const change = (patch: Partial<DiscussionChange>): DiscussionChange => ({
  ...{ id: detail.id, seq: detail.seq + 1 },
  ...patch,
});

describe('a step of a discussion', () => {
  it('replaces what has a name, adds votes and leaves the rest as it is', () => {
    const [first, ...others] = detail.proposals;
    if (first === undefined) throw new Error('There is a proposal.');
    const vote = { ...detail.votes[0], by: 'quality_assurance', round: 2 } as (typeof detail.votes)[number];
    const next = applyChange(
      detail,
      change({ proposals: [{ ...first, status: 'accepted' }], votes: [vote], phase: 'discussion' }),
    );
    expect(next).toEqual({
      ...detail,
      ...{ seq: detail.seq + 1, phase: 'discussion' },
      proposals: [{ ...first, status: 'accepted' }, ...others],
      votes: [...detail.votes, vote],
    });
  });

  it('adds a turn that was not there and closes one that was', () => {
    const open = detail.turns.find(({ outcome }) => outcome === 'open');
    if (open === undefined) throw new Error('There is an open turn.');
    const next = applyChange(
      detail,
      change({
        turns: [
          { ...open, outcome: 'spoken' },
          { ...open, turn: open.turn + 1 },
        ],
      }),
    );
    if (next === 'gap') throw new Error('No step is missing.');
    expect(next.turns.slice(-2).map(({ turn, outcome }) => [turn, outcome])).toEqual([
      [open.turn, 'spoken'],
      [open.turn + 1, 'open'],
    ]);
  });

  it('that was applied before changes nothing, and one after a missing one is a gap', () => {
    expect(applyChange(detail, change({ seq: detail.seq, phase: 'exploration' }))).toBe(detail);
    expect(applyChange(detail, change({ seq: detail.seq + 2 }))).toBe('gap');
  });
});

describe('words of a turn', () => {
  const of = { ts: '', project_id: projectId, conversation_id: uuid(12, 1), turn: 3, speaker: 'a' };
  const typing = { type: 'agent.typing', ...of, attempt: 1, purpose: 'discuss' } as const;
  const delta = (offset: number, text: string, attempt = 1) =>
    ({ type: 'agent.response.delta', ...of, attempt, offset, text }) as const;
  const complete = (outcome: 'spoken' | 'refused' | 'skipped') => {
    const ended = { attempt: 1, outcome, fault: null, message_id: null };
    return { type: 'agent.response.complete', ...of, ...ended } as const;
  };
  const hear = (...frames: Parameters<typeof hearFrame>[1][]): LiveTurns =>
    frames.reduce<LiveTurns>(hearFrame, new Map());

  it('grow piece by piece, and a piece may replace what stood there', () => {
    expect(hear(typing, delta(0, 'We '), delta(3, 'coud'), delta(5, 'uld'))?.get(3)?.words).toBe('We could');
  });

  it('that began before anybody watched wait until all of it comes', () => {
    expect(hear(delta(40, 'the end')).get(3)?.words).toBe('');
    expect(hear(delta(40, 'the end'), delta(0, 'All of it')).get(3)?.words).toBe('All of it');
  });

  it('begin anew when it is asked again, and late pieces of the first try are dropped', () => {
    expect(hear(delta(0, 'First'), delta(0, 'Second', 2), delta(5, ' late')).get(3)?.words).toBe('Second');
  });

  it('stay until their message is there, and go when nothing came of them', () => {
    expect(hear(delta(0, 'Said'), complete('spoken')).get(3)?.words).toBe('Said');
    expect(hear(delta(0, 'Said'), complete('skipped')).size).toBe(0);
    expect(hear(delta(0, 'Said'), complete('refused')).size).toBe(0);
  });
});

describe('who speaks now', () => {
  const [turn] = detail.turns;
  if (turn === undefined) throw new Error('There is a turn.');
  const onRecord = (patch: Partial<typeof turn>) => [{ ...turn, turn: 3, attempt: 1, ...patch }];
  const heard = (patch: { attempt?: number; words?: string }): LiveTurns =>
    new Map([[3, { turn: 3, speaker: turn.speaker, attempt: 1, words: '', ...patch }]]);

  it('is nobody whose turn was passed over, also where the end of it was not heard', () => {
    expect(speakingNow(heard({}), onRecord({ outcome: 'skipped' })).size).toBe(0);
  });

  it('is who was asked before anybody watched, thinking', () => {
    expect(speakingNow(new Map(), onRecord({ outcome: 'open' })).get(3)?.words).toBe('');
  });

  it('is heard with the words of the attempt that is on record', () => {
    const open = { outcome: 'open' } as const;
    expect(speakingNow(heard({ words: 'We could' }), onRecord(open)).get(3)?.words).toBe('We could');
    expect(speakingNow(heard({ words: 'We could' }), onRecord({ ...open, attempt: 2 })).get(3)).toMatchObject(
      { attempt: 2, words: '' },
    );
  });

  it('stays with words that were spoken until their message is there', () => {
    expect(speakingNow(heard({ words: 'Said' }), onRecord({ outcome: 'spoken' })).get(3)?.words).toBe('Said');
  });
});
