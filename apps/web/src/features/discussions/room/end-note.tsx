'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { CircleAlert } from 'lucide-react';
import Link from 'next/link';
import { ShortText } from '#components/short-text.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { providersPath } from '#features/providers/providers-path.ts';
import { outcome as text } from '#text/discussions.ts';

/** Why a discussion ended without a decision; where nobody could speak, the way to what keeps them from it. */
export function EndNote({ discussion: { status, reason, record } }: { discussion: DiscussionDetail }) {
  const { projectId } = useProjectScope();
  if (reason === null || record !== null) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 items-start gap-2 border-b bg-failed-soft px-3 py-2 text-failed text-sm max-md:max-h-[40dvh] max-md:overflow-y-auto"
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <p className="flex min-w-0 flex-1 justify-between gap-x-3 gap-y-1 [overflow-wrap:anywhere] max-md:flex-col">
        <span>
          <ShortText text={text.ended(reason)} />
        </span>
        {status === 'failed' ? <WayOut reason={reason} projectId={projectId} /> : null}
      </p>
    </div>
  );
}

function WayOut({ reason, projectId }: { reason: string; projectId: string }) {
  // That of all projects together is set beside the providers.
  const isOfProject = /\bbudget of the (project|discussion)\b/.test(reason);
  return (
    <Link
      href={isOfProject ? `/projects/${projectId}/settings` : providersPath}
      className="shrink-0 underline max-md:min-h-11"
    >
      {isOfProject ? text.toBudgets : text.toProviders}
    </Link>
  );
}
