import { describe, expect, it } from 'vitest';
import { isMergeable, isPatchOnly } from './mergeable.ts';

describe('what can be merged of a run', () => {
  it('is a commit after the one where it began', () => {
    expect(isMergeable({ base_commit: 'a', head_commit: 'b' })).toBe(true);
    expect(isMergeable({ base_commit: null, head_commit: 'b' })).toBe(true);
  });

  it('is nothing where it changed no file or made no commit', () => {
    expect(isMergeable({ base_commit: 'a', head_commit: 'a' })).toBe(false);
    expect(isMergeable({ base_commit: 'a', head_commit: null })).toBe(false);
  });
});

describe('a result that is a patch and nothing else', () => {
  const patch = { status: 'completed', head_commit: null, metrics: { files_changed: 1 } } as const;

  it('has changed files without a commit', () => {
    expect(isPatchOnly(patch)).toBe(true);
    expect(isPatchOnly({ ...patch, metrics: {} })).toBe(false);
    expect(isPatchOnly({ ...patch, head_commit: 'b' })).toBe(false);
  });

  it('comes of a completed run only', () => {
    expect(isPatchOnly({ ...patch, status: 'failed' })).toBe(false);
  });
});
