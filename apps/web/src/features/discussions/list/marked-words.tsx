import type { MarkedText } from '@overmind/contracts/entities/search';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { Fragment } from 'react';

/** A text with what was searched for marked in it. */
export function MarkedWords({ marked: { text, matches } }: { marked: MarkedText }) {
  const ends = matches.map(({ end }) => end);
  return (
    <>
      {matches.map(({ start, end }, index) => (
        <Fragment key={start}>
          {visibleWords(text.slice(ends[index - 1] ?? 0, start))}
          <mark className="rounded-sm bg-signal-soft text-inherit outline outline-signal/50">
            {visibleWords(text.slice(start, end))}
          </mark>
        </Fragment>
      ))}
      {visibleWords(text.slice(ends.at(-1) ?? 0))}
    </>
  );
}
