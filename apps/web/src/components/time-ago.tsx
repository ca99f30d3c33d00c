'use client';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { exactTime, relativeTime, useNow } from '#lib/time.ts';

/** "5 min. ago", the exact time on hover. */
export function TimeAgo({ iso, className }: { iso: string; className?: string }) {
  const now = useNow(1_000);
  return (
    <Tooltip words={exactTime(iso)}>
      <time dateTime={iso} className={className} suppressHydrationWarning>
        {relativeTime(iso, now)}
      </time>
    </Tooltip>
  );
}
