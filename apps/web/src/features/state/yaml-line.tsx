import { memo } from 'react';
import { type Token, yamlTokens } from './yaml-tokens.ts';

const tones: Record<Token['kind'], string> = {
  key: 'text-accent',
  string: 'text-ink',
  number: 'text-review',
  word: 'text-running',
  mark: 'text-ink-3',
  comment: 'text-ink-3 italic',
  plain: '',
};

export const YamlLine = memo(function YamlLine({ line }: { line: string }) {
  return yamlTokens(line).map((token, position) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line never change places
    <span key={position} className={tones[token.kind]}>
      {token.text}
    </span>
  ));
});
