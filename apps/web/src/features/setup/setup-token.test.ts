import { describe, expect, it } from 'vitest';
import { safeReturnPath } from '#features/session/return-path.ts';
import { passwordStrength, readSetupToken } from './setup-token.ts';

describe('readSetupToken', () => {
  it('takes the token from the fragment, else from the query', () => {
    expect(readSetupToken('#token=abc', '')).toBe('abc');
    expect(readSetupToken('', '?token=def')).toBe('def');
    expect(readSetupToken('', '')).toBeNull();
  });
});

describe('passwordStrength', () => {
  it('values length over riddles', () => {
    expect(passwordStrength('short')).toBe(0);
    expect(passwordStrength('aaaaaaaaaaaaaaaaaaaa')).toBe(1);
    expect(passwordStrength('P4ss!word')).toBe(2);
    expect(passwordStrength('a long walk by the river')).toBe(4);
  });
});

describe('safeReturnPath', () => {
  it('stays on this site', () => {
    expect(safeReturnPath('/projects/1?task=2')).toBe('/projects/1?task=2');
    for (const bad of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/sign-in',
      null,
    ]) {
      expect(safeReturnPath(bad)).toBe('/projects');
    }
  });
});
