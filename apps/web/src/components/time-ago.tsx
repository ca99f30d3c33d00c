'use client';
import { exactTime, relativeTime, useNow } from '#lib/time.ts';

/** "5m ago", the exact time on hover. */
export function TimeAgo({ iso, className }: { iso: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={exactTime(iso)} className={className} suppressHydrationWarning>
      {relativeTime(iso, now)}
    </time>
  );
}
