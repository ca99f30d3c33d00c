'use client';
import { Diff, type FileData, parseDiff } from 'react-diff-view';
import 'react-diff-view/style/index.css';
import '#styles/diff.css';
import { useMemo } from 'react';
import { DiffHunks } from '#components/diff-hunks.tsx';
import { ConsoleText } from '#features/console/console-text.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import type { ToolCall } from './tool-call.ts';

type Change = ToolCall['diffs'][number];

const changesDrawn = 1_000;

/** A change that the agent told; the review has what really stands in the commit. */
export function PatchView({ diff }: { diff: Change }) {
  const file = useMemo(() => parse(diff), [diff]);
  const changes = file?.hunks.reduce((count, hunk) => count + hunk.changes.length, 0) ?? 0;
  return (
    <div className="overflow-hidden rounded-md border">
      <p className="truncate bg-sunken px-2 py-1 font-mono text-xs">
        <VisibleText text={diff.path} />
      </p>
      {file === null || changes === 0 || changes > changesDrawn ? (
        <ConsoleText label={diff.path} value={diff.patch} />
      ) : (
        <div className="overflow-x-auto">
          <Diff viewType="unified" diffType={file.type} hunks={file.hunks}>
            {(hunks) => <DiffHunks hunks={hunks} />}
          </Diff>
        </div>
      )}
    </div>
  );
}

/** Hunks come bare; the parser wants a file around them. Its real name never goes through the parser. */
function parse({ patch }: Change): FileData | null {
  const start = patch.search(/^@@ /m);
  if (start === -1) return null;
  try {
    return parseDiff(`diff --git a/file b/file\n--- a/file\n+++ b/file\n${patch.slice(start)}`)[0] ?? null;
  } catch {
    return null;
  }
}
