import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { describe, expect, it } from 'vitest';
import { ago, projectId, uuid } from '../../../../test/mock/fixtures/ids.ts';
import { parseDiff } from '../diff/parse-diff.ts';
import { nextAmong } from '../steps.ts';
import { findEarlier } from './earlier.ts';

const files = parseDiff(
  [
    ...['diff --git a/cart.js b/cart.js', '--- a/cart.js', '+++ b/cart.js', '@@ -1,3 +1,5 @@'],
    ...[' first', '-gone', '+fresh', '+twice', ' kept', '+twice', ''],
  ].join('\n'),
);
const comment = (patch: Partial<ReviewComment>): ReviewComment => ({
  ...{ id: uuid(13, 7), project_id: projectId, task_id: uuid(5, 1), run_id: uuid(6, 1), head_commit: null },
  ...{ path: 'cart.js', side: 'new', line: 2, line_text: 'fresh', body: 'Why?', author_user_id: null },
  ...{ resolved_at: null, resolved_by_user_id: null },
  ...{ sent_at: ago(5), created_at: ago(9), updated_at: ago(9), ...patch },
});
const placeOf = (patch: Partial<ReviewComment>) =>
  findEarlier(files, [{ attempt: 1, comments: [comment(patch)] }])[0]?.place;

describe('a comment on an earlier attempt', () => {
  it('stands at its line where that is now, the nearest of those that say the same', () => {
    expect(placeOf({ line: 90 })).toEqual({ path: 'cart.js', side: 'new', line: 2 });
    expect(placeOf({ line_text: 'twice', line: 3 })).toMatchObject({ line: 3 });
    expect(placeOf({ line_text: 'twice', line: 8 })).toMatchObject({ line: 5 });
    expect(placeOf({ line_text: 'gone', side: 'old', line: 2 })).toMatchObject({ side: 'old', line: 2 });
  });

  it('has no line any more once that was changed, or its file is as it was', () => {
    expect(placeOf({ line_text: 'was here' })).toBeNull();
    expect(placeOf({ path: 'other.js' })).toBeNull();
    expect(placeOf({ line_text: 'gone', side: 'new' })).toBeNull();
  });
});

describe('going from comment to comment', () => {
  const at = (line: number) => ({ path: 'cart.js', side: 'new' as const, line });
  const wanted = [at(4), at(2)];
  it('keeps the order of the page both ways, and stops at the ends', () => {
    expect(nextAmong(files, { cursor: null, path: null }, wanted, 1)).toEqual(at(2));
    expect(nextAmong(files, { cursor: at(2), path: 'cart.js' }, wanted, 1)).toEqual(at(4));
    expect(nextAmong(files, { cursor: at(4), path: 'cart.js' }, wanted, 1)).toBeUndefined();
    expect(nextAmong(files, { cursor: at(4), path: 'cart.js' }, wanted, -1)).toEqual(at(2));
  });
  it('finds a comment on the old side of a line that stayed', () => {
    const old = { path: 'cart.js', side: 'old' as const, line: 3 };
    expect(nextAmong(files, { cursor: at(2), path: 'cart.js' }, [old], 1)).toEqual(old);
  });
});
