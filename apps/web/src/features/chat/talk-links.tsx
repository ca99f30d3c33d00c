'use client';
import type { Message } from '@overmind/contracts/entities/conversation';
import Link from 'next/link';
import { discussionPath } from '#features/discussions/discussions-path.ts';
import { useProjectScope } from '#features/project/project-context.tsx';
import { projectPath } from '#lib/route-ids.ts';
import { chat } from '#text/chat.ts';

/** The ways to the discussion and to the spec that a message speaks of. */
export function TalkLinks({ links: { discussion_id: discussionId, spec } }: Pick<Message, 'links'>) {
  const { projectId } = useProjectScope();
  if (discussionId === undefined && spec === undefined) return null;
  return (
    <p className="mt-1.5 flex flex-wrap gap-x-3 text-xs">
      {discussionId === undefined ? null : (
        <Way href={discussionPath(projectId, discussionId)} words={chat.openDiscussion} />
      )}
      {spec === undefined ? null : (
        <Way href={`${projectPath(projectId)}/specs/${spec.id}`} words={`${spec.key} ${spec.title}`} />
      )}
    </p>
  );
}

const Way = ({ href, words }: { href: string; words: string }) => (
  <Link
    href={href}
    prefetch={false}
    className="inline-flex min-h-6 items-center text-accent underline-offset-2 hover:underline max-md:min-h-11"
  >
    {words}
  </Link>
);
