import type { MarkedText } from '@overmind/contracts/entities/search';
import { Fragment } from 'react';

/** A text with what was searched for marked in it. */
export function MarkedWords({ marked: { text, matches } }: { marked: MarkedText }) {
  const ends = matches.map(({ end }) => end);
  return (
    <>
      {matches.map(({ start, end }, index) => (
        <Fragment key={start}>
          {text.slice(ends[index - 1] ?? 0, start)}
          <mark className="rounded-sm bg-signal-soft text-inherit outline outline-signal/50">
            {text.slice(start, end)}
          </mark>
        </Fragment>
      ))}
      {text.slice(ends.at(-1) ?? 0)}
    </>
  );
}
