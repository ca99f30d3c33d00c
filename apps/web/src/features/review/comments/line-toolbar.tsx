'use client';
import { History, Link2, MessageSquarePlus } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { whyPath } from '#features/provenance/why-path.ts';
import { copyText } from '#lib/clipboard.ts';
import { toast } from '#lib/toast.ts';
import { review as text } from '#text/review.ts';
import type { LinePlace } from '../diff/diff-file.ts';
import { lineHash } from '../line-hash.ts';
import { useReviewed } from '../review-context.tsx';
import { useReview } from '../review-store.ts';

interface LineToolbarProps {
  place: LinePlace;
  /** The same line before the change; null for a new one. */
  before: LinePlace | null;
}

const copyLink = (place: LinePlace) => {
  const url = new URL(window.location.href);
  url.hash = '';
  void copyText(url.href + lineHash(place)).then((isCopied) => {
    if (isCopied) toast.success(text.linkCopied);
  });
};

/** What can be done with the chosen line. */
export function LineToolbar({ place, before }: LineToolbarProps) {
  const { projectId } = useProjectScope();
  const { run, baseCommit } = useReviewed();
  const mayComment = useMay('operator');
  const openForm = useReview((state) => state.openForm);
  return (
    <div role="toolbar" aria-label={text.lineActs(place.line)} className="flex flex-wrap gap-1 p-1.5">
      {mayComment ? (
        <Button size="sm" onClick={() => openForm(place)}>
          <MessageSquarePlus aria-hidden />
          {text.comment}
        </Button>
      ) : null}
      <Button size="sm" look="quiet" onClick={() => copyLink(place)}>
        <Link2 aria-hidden />
        {text.copyLink}
      </Button>
      {before === null || baseCommit === null ? null : (
        <Button asChild size="sm" look="quiet">
          <Link
            href={whyPath(projectId, {
              path: before.path,
              line: before.line,
              revision: run.base_commit ?? baseCommit,
            })}
          >
            <History aria-hidden />
            {text.why}
          </Link>
        </Button>
      )}
    </div>
  );
}
