import { describe, expect, it } from 'vitest';
import { RunFollows } from './run-follows.ts';

const noLines = 2 ** 31 - 1;

function recorded() {
  const said: unknown[][] = [];
  const follows = new RunFollows({
    subscribe: (...all) => void said.push(['subscribe', ...all]),
    unsubscribe: (runId) => void said.push(['unsubscribe', runId]),
  });
  return { said, follows };
}

describe('RunFollows', () => {
  it('asks for no lines where only the transcript is looked at', () => {
    const { said, follows } = recorded();
    follows.follow('r', 'transcript', () => 7)();
    expect(said).toEqual([
      ['subscribe', 'r', noLines, 7],
      ['unsubscribe', 'r'],
    ]);
  });

  it('keeps one part going, from where it has come to, when the other ends', () => {
    const { said, follows } = recorded();
    let lines = 10;
    follows.follow('r', 'log', () => lines);
    const end = follows.follow('r', 'transcript', () => 3);
    lines = 25;
    end();
    expect(said).toEqual([
      ['subscribe', 'r', 10, undefined],
      ['subscribe', 'r', 10, 3],
      ['unsubscribe', 'r'],
      ['subscribe', 'r', 25, undefined],
    ]);
  });

  it('does not end what was followed anew meanwhile', () => {
    const { said, follows } = recorded();
    const endFirst = follows.follow('r', 'log', () => 1);
    follows.follow('r', 'log', () => 2);
    endFirst();
    expect(said).not.toContainEqual(['unsubscribe', 'r']);
  });
});
