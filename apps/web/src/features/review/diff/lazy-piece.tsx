'use client';
import { useEffect, useRef, useState } from 'react';
import { Hunk } from 'react-diff-view';
import { lineName } from '../line-hash.ts';
import { useReview } from '../review-store.ts';
import type { Piece } from './blocks.ts';
import { lineOn } from './diff-file.ts';
import { useNear } from './near.ts';

const rowPx = 20;

interface LazyPieceProps {
  piece: Piece;
  path: string;
  isNearAtFirst: boolean;
}

/** A part of a hunk, drawn when it is in sight or someone goes to a line in it; else as high as it will be. */
export function LazyPiece({ piece, path, isNearAtFirst }: LazyPieceProps) {
  const ref = useRef<HTMLTableSectionElement>(null);
  const target = useReview((state) => (state.target?.line?.path === path ? state.target : null));
  const line = target?.line ?? null;
  const sought =
    line === null ? undefined : piece.hunk.changes.find((each) => lineOn(each, line.side) === line.line);
  const [isDrawn, setDrawn] = useState(isNearAtFirst);
  const near = useNear(
    () => (isDrawn ? (ref.current?.nextElementSibling ?? null) : ref.current),
    isNearAtFirst,
    isDrawn,
  );
  const isWanted = near.isNear || sought !== undefined;
  if (isWanted !== isDrawn) setDrawn(isWanted);
  const heightPx = near.heightPx ?? piece.rows * rowPx;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each journey once, also to the same line
  useEffect(() => {
    if (line === null || sought === undefined) return;
    const id = lineName({ path, side: sought.type === 'delete' ? 'old' : 'new', line: newest(sought) });
    const row = document.getElementById(id)?.closest('tr');
    row?.scrollIntoView({ block: 'center' });
    if (target?.withFocus === true)
      row?.querySelector<HTMLElement>('.diff-gutter button')?.focus({ preventScroll: true });
  }, [target?.nonce]);
  return (
    <>
      <tbody ref={ref} aria-hidden>
        <tr style={{ height: isDrawn ? 0 : heightPx }}>
          <td className="p-0" />
        </tr>
      </tbody>
      {isDrawn ? <Hunk hunk={piece.hunk} /> : null}
    </>
  );
}

const newest = (change: Parameters<typeof lineOn>[0]): number =>
  lineOn(change, 'new') ?? lineOn(change, 'old') ?? 0;
