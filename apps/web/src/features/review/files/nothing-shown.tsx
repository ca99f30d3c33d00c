'use client';
import { FileQuestion } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { runPath } from '#lib/route-ids.ts';
import { review as text } from '#text/review.ts';
import { useReviewed } from '../review-context.tsx';

/** Why there is no file on the page. */
export function NothingShown() {
  const { run, files, areFilesRemoved } = useReviewed();
  const words = areFilesRemoved
    ? { title: text.removed, hint: text.removedHint }
    : files.length > 0
      ? { title: text.onlySpace, hint: text.onlySpaceHint }
      : { title: text.empty, hint: text.emptyHint };
  return (
    <EmptyState
      icon={FileQuestion}
      {...words}
      action={
        <Button asChild>
          <Link href={runPath(run.project_id, run.id)}>{text.run}</Link>
        </Button>
      }
    />
  );
}
