import { describe, expect, it } from 'vitest';
import { stateYaml } from '../../../test/mock/fixtures/texts.ts';
import { yamlTokens } from './yaml-tokens.ts';

const kinds = (line: string) => yamlTokens(line).map(({ kind, text }) => `${kind}:${text.trim()}`);

describe('yamlTokens', () => {
  it('never changes the text', () => {
    for (const line of [...stateYaml.split('\n'), '"a": {', '- - x', '   ', 'é: ü']) {
      expect(
        yamlTokens(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
    }
  });

  it('tells keys, numbers, words and strings apart', () => {
    expect(kinds('  done: 3')).toEqual(['plain:', 'key:done', 'mark::', 'number:3']);
    expect(kinds('    - key: SHOP-4')).toEqual(['plain:', 'mark:-', 'key:key', 'mark::', 'string:SHOP-4']);
    expect(kinds('notes: ""')).toEqual(['key:notes', 'mark::', 'string:""']);
    expect(kinds('risks: []')).toEqual(['key:risks', 'mark::', 'word:[]']);
  });
});
