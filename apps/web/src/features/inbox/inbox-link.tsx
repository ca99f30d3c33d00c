'use client';
import { Inbox } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { inbox as text } from '#text/inbox.ts';
import { useTellWhenAway } from './away-notices.ts';
import { isHeld, useHeld } from './held-decisions.ts';
import { useInbox } from './use-inbox.ts';

/** The way to the inbox, with how much waits there. */
export function InboxLink() {
  const { items, data } = useInbox();
  useTellWhenAway(items, data !== undefined);
  const held = useHeld((state) => state.held);
  const count = items.filter((item) => !isHeld(held, item)).length;
  const label = data === undefined ? text.title : text.link(count);
  return (
    <Button asChild look="quiet" size="icon">
      <Link href="/inbox" aria-label={label} title={label}>
        <span className="relative" aria-hidden>
          <Inbox />
          {count === 0 ? null : (
            <span className="absolute -top-2 -right-2.5 min-w-4 rounded-full bg-signal px-1 text-center text-2xs text-signal-ink leading-4 tabular-nums">
              {text.count(count)}
            </span>
          )}
        </span>
      </Link>
    </Button>
  );
}
