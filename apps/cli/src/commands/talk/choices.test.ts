import { describe, expect, it } from 'vitest';
import { renderReply, wordsOf } from './choices.ts';

const choices = [
  { label: 'SHOP-1 Run the tests', say: 'cancel SHOP-1' },
  { label: 'SHOP-2 \u001b[2JFix\nit', say: 'cancel SHOP-2' },
];

describe('the choices of a question', () => {
  const reply = (content: string, isQuestion: boolean) => ({
    content,
    requires_user_response: isQuestion,
    links: { tasks: [], choices },
  });

  it('are numbered, each on a line that steers no terminal', () => {
    expect(renderReply(reply('Which?', true))).toBe('Which?\n  1  SHOP-1 Run the tests\n  2  SHOP-2 Fix it');
  });

  it('are not repeated where the question lists them', () => {
    const content = `Which?\n1. ${choices[0]?.label}\n2. ${choices[1]?.label}`;
    expect(renderReply(reply(content, true))).toBe('Which?\n1. SHOP-1 Run the tests\n2. SHOP-2 Fix\nit');
  });

  it('of an answer are what could be said next', () => {
    expect(renderReply(reply('Done.', false))).toBe('Done.\nYou can say: "cancel SHOP-1", "cancel SHOP-2"');
  });

  it('stand before how the answer came about', () => {
    const links = { tasks: [], choices: [], note: 'Read by rules.\u001b[2J' };
    expect(renderReply({ content: 'Done.', requires_user_response: false, links })).toBe(
      'Done.\n(Read by rules.)',
    );
  });

  it('are answered by their number or in words', () => {
    expect(wordsOf('2', choices)).toBe('cancel SHOP-2');
    expect(wordsOf(' both of them ', choices)).toBe('both of them');
    expect(wordsOf('7', choices)).toBe('7');
    expect(wordsOf('', choices)).toBeNull();
  });
});
