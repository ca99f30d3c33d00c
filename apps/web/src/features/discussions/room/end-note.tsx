import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { CircleAlert } from 'lucide-react';
import Link from 'next/link';
import { ShortText } from '#components/short-text.tsx';
import { outcome as text } from '#text/discussions.ts';

/** Why a discussion ended without a decision; where nobody could speak, the way to those who lend them a voice. */
export function EndNote({ discussion: { status, reason, record } }: { discussion: DiscussionDetail }) {
  if (reason === null || record !== null) return null;
  return (
    <p
      role="status"
      className="flex shrink-0 items-start gap-2 border-b bg-failed-soft px-3 py-2 text-failed text-sm"
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <ShortText text={text.ended(reason)} />
      </span>
      {status === 'failed' ? (
        <Link href="/settings/providers" className="shrink-0 underline">
          {text.toProviders}
        </Link>
      ) : null}
    </p>
  );
}
