'use client';
import { useEffect, useMemo, useState } from 'react';
import type { HunkTokens } from 'react-diff-view';
import { colourHunks, type LineColours } from './colours.ts';
import type { DiffFile } from './diff-file.ts';
import { segmentsOf } from './segments.ts';
import { editsOf } from './word-edits.ts';

/** A file's lines to draw: at once without colours, which follow. */
export function useSegments(file: DiffFile): HunkTokens {
  const edits = useMemo(() => editsOf(file.hunks), [file]);
  const [coloured, setColoured] = useState<{ of: DiffFile; colours: LineColours } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void colourHunks(file.path, file.hunks, abort.signal).then((colours) => {
      if (colours !== null && !abort.signal.aborted) setColoured({ of: file, colours });
    });
    return () => abort.abort();
  }, [file]);
  const colours = coloured?.of === file ? coloured.colours : null;
  return useMemo(() => segmentsOf(file, edits, colours), [file, edits, colours]);
}
