import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstGroup, judgeTry, maxGroup, type TryResult } from './queue.ts';

interface Item {
  id: string;
  isBad: boolean;
  /** Ids of items with which it cannot stand on one base. */
  against: Set<string>;
}

/** What a runner would find on a base that holds `merged`. */
function tryOn(merged: readonly Item[], group: readonly Item[]): TryResult {
  const base = [...merged];
  for (const item of group) {
    if (base.some((other) => item.against.has(other.id))) return { result: 'conflict', itemId: item.id };
    base.push(item);
  }
  return group.some((item) => item.isBad) ? { result: 'failed' } : { result: 'passed' };
}

/** Works the queue to its end as the server does. */
function work(items: readonly Item[]): { merged: string[]; settled: string[]; tries: number } {
  const merged: Item[] = [];
  const settled: string[] = [];
  let groups = [[...items]];
  let tries = 0;
  for (let group = groups[0]; group !== undefined; group = groups[0]) {
    tries += 1;
    if (tries > 10 * items.length + 10) throw new Error('the queue does not end');
    const verdict = judgeTry(
      group.map(({ id }) => id),
      tryOn(merged, group),
    );
    let left: Item[][] = [];
    if (verdict.act === 'merge') merged.push(...group);
    else if (verdict.act === 'settle') {
      settled.push(verdict.itemId);
      left = [group.filter(({ id }) => id !== verdict.itemId)];
    } else if (verdict.act === 'part') left = [group.slice(0, verdict.first), group.slice(verdict.first)];
    groups = [...left, ...groups.slice(1)].filter((each) => each.length > 0);
  }
  return { merged: merged.map(({ id }) => id), settled, tries };
}

/** One after the other, each by itself: what a patient person would do. */
function workSlowly(items: readonly Item[]): string[] {
  const merged: Item[] = [];
  for (const item of items) if (tryOn(merged, [item]).result === 'passed') merged.push(item);
  return merged.map(({ id }) => id);
}

const items = fc
  .array(fc.record({ isBad: fc.boolean(), against: fc.array(fc.nat(20), { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((list) =>
    list.map(
      ({ isBad, against }, index): Item => ({
        id: `m${index}`,
        isBad,
        against: new Set(against.filter((other) => other < index).map((other) => `m${other}`)),
      }),
    ),
  );

describe('a queue', () => {
  it('ends with just those merged that go in one by one, in their order', () => {
    fc.assert(
      fc.property(items, (list) => {
        const { merged, settled } = work(list);
        expect(merged).toEqual(workSlowly(list));
        expect([...merged, ...settled].sort()).toEqual(list.map(({ id }) => id).sort());
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes fewer than two tries for each', () => {
    fc.assert(
      fc.property(items, (list) => {
        const { tries } = work(list);
        expect(tries).toBeLessThan(2 * list.length);
        expect(tries).toBeLessThanOrEqual(list.length * (Math.log2(list.length) + 2));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes one try where all is well', () => {
    const good = Array.from({ length: 12 }, (_, index) => ({
      id: `m${index}`,
      isBad: false,
      against: new Set<string>(),
    }));
    expect(work(good).tries).toBe(1);
  });

  it('does not blame an item for a conflict with one that never goes in', () => {
    const list: Item[] = [
      { id: 'bad', isBad: true, against: new Set() },
      { id: 'good', isBad: false, against: new Set(['bad']) },
    ];
    expect(work(list)).toMatchObject({ merged: ['good'], settled: ['bad'] });
  });

  it('tries again when the answer is of an item that is gone', () => {
    expect(judgeTry(['a', 'b'], { result: 'conflict', itemId: 'c' })).toEqual({ act: 'again' });
  });
});

it('settles at once what only one of them is to blame for', () => {
  expect(judgeTry(['a', 'b'], { result: 'impossible', itemId: 'b' })).toEqual({ act: 'settle', itemId: 'b' });
  expect(judgeTry(['a', 'b'], { result: 'impossible', itemId: 'c' })).toEqual({ act: 'again' });
});

describe('a group', () => {
  const waiting = (change: object = {}) => ({
    ...{ id: 'x', project_id: 'p', agent_id: 'a', runner_id: 'r', target: 'local', batch: 0 },
    ...change,
  });

  it('is all at the head that share an agent, a project and a batch', () => {
    const queue = [waiting(), waiting({ target: 'push' }), waiting({ agent_id: 'b' }), waiting()];
    expect(firstGroup(queue)).toHaveLength(2);
    expect(firstGroup([waiting(), waiting({ batch: 1 }), waiting()])).toHaveLength(1);
    expect(firstGroup([waiting(), waiting({ project_id: 'q' })])).toHaveLength(1);
    expect(firstGroup([])).toEqual([]);
  });

  it('is of one runner: another may have a clone of its own that lacks the commits', () => {
    expect(firstGroup([waiting(), waiting({ runner_id: 's' }), waiting()])).toHaveLength(1);
    expect(firstGroup([waiting({ runner_id: null }), waiting({ runner_id: null })])).toHaveLength(2);
    expect(firstGroup([waiting({ runner_id: null }), waiting()])).toHaveLength(1);
  });

  it('has a bound', () => {
    expect(firstGroup(Array.from({ length: 50 }, () => waiting()))).toHaveLength(maxGroup);
  });

  it('is one alone for a pull request, which moves no branch here', () => {
    expect(firstGroup([waiting({ target: 'pull_request' }), waiting()])).toHaveLength(1);
    expect(firstGroup([waiting(), waiting({ target: 'pull_request' })])).toHaveLength(1);
  });
});
