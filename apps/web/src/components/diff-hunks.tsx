import { Fragment } from 'react';
import { Decoration, Hunk, type HunkData } from 'react-diff-view';

/** Pieces of a file that changed; dots stand where lines between two of them are left out. */
export const DiffHunks = ({ hunks }: { hunks: readonly HunkData[] }) =>
  hunks.map((hunk, index) => (
    <Fragment key={hunk.content}>
      {index === 0 ? null : (
        <Decoration>
          <p aria-hidden className="bg-sunken py-0.5 text-center text-ink-3 text-xs leading-3">
            ⋯
          </p>
        </Decoration>
      )}
      <Hunk hunk={hunk} />
    </Fragment>
  ));
