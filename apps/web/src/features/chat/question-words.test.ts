import { describe, expect, it } from 'vitest';
import { questionWords } from './question-words.ts';

const choices = [
  { label: 'SHOP-1 Paint', say: 'cancel SHOP-1' },
  { label: 'None of these', say: 'none' },
];
const asked = (content: string, offered = choices) => questionWords({ content, links: { choices: offered } });

describe('questionWords', () => {
  it('leaves out the list at the end that the buttons show', () => {
    expect(asked('Which task?\n\n1. SHOP-1 Paint\n2. None of these')).toBe('Which task?');
  });

  it('leaves a list alone that is not the one of the buttons', () => {
    expect(asked('Two things:\n\n1. Paint\n3. Mend')).toBe('Two things:\n\n1. Paint\n3. Mend');
    expect(asked('1. Paint\n2. Mend', [])).toBe('1. Paint\n2. Mend');
  });

  it('never leaves a message without words', () => {
    expect(asked('1. SHOP-1 Paint\n2. None of these')).toContain('SHOP-1 Paint');
  });
});
