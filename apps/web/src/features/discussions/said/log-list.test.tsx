import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { giveHeight } from '../../../../test/give-height.ts';
import { renderInProject } from '../../../../test/render-in-project.tsx';
import type { LogEntry } from './log-entries.ts';
import { LogList } from './log-list.tsx';

const gapPx = 14;
const tallPx = (row: HTMLElement): number => 20 + (row.textContent ?? '').length;
let takeHeights: () => void;
beforeEach(() => {
  takeHeights = giveHeight(2_000, tallPx);
});
afterEach(() => takeHeights());

const speaks = (turn: number, words: string): LogEntry => ({
  ...{ kind: 'live', key: `live ${turn}` },
  live: { turn, speaker: `speaker ${turn}`, attempt: 1, words },
});

function Talk() {
  const [words, setWords] = useState('We');
  const entries = [speaks(1, words), speaks(2, ''), speaks(3, '')];
  return (
    <>
      <button type="button" onClick={() => setWords('We could keep all of it in one table, with an index.')}>
        Go on
      </button>
      <LogList entries={entries} isLive onNearStart={undefined} />
    </>
  );
}

const placePx = (row: HTMLElement): number => Number(/translateY\((.*)px\)/.exec(row.style.transform)?.[1]);
const gaps = () => {
  const rows = [...screen.getByRole('log').querySelectorAll<HTMLElement>('[data-index]')];
  return rows.slice(1).map((row, index) => {
    const before = rows[index] as HTMLElement;
    return placePx(row) - placePx(before) - tallPx(before);
  });
};

it('places each row where the one before it ends, also when that has grown', async () => {
  renderInProject(<Talk />);
  expect(gaps()).toEqual([gapPx, gapPx]);
  await userEvent.setup().click(screen.getByRole('button', { name: 'Go on' }));
  expect(screen.getByRole('log')).toHaveTextContent('We could keep all of it');
  expect(gaps()).toEqual([gapPx, gapPx]);
});
