'use client';
import { cn } from '#lib/class-names.ts';
import { clock, useNow } from '#lib/time.ts';
import { permissions as text } from '#text/permissions.ts';

const radius = 7;
const around = 2 * Math.PI * radius;
const urgentMs = 30_000;

/** A ring that drains until a request is answered by itself. */
export function TimeLeft({ from, to }: { from: string; to: string }) {
  const now = useNow();
  const leftMs = Math.max(0, Date.parse(to) - now);
  const share = Math.min(1, leftMs / Math.max(1, Date.parse(to) - Date.parse(from)));
  const isUrgent = leftMs < urgentMs;
  return (
    <span
      role="timer"
      title={leftMs === 0 ? text.overHint : text.otherwise}
      className={cn(
        'inline-flex items-center gap-1.5 text-xs tabular-nums',
        isUrgent ? 'text-failed' : 'text-ink-2',
      )}
    >
      <svg viewBox="0 0 18 18" className="-rotate-90 size-4" aria-hidden>
        <circle cx="9" cy="9" r={radius} fill="none" stroke="currentColor" strokeWidth="2.5" opacity="0.2" />
        <circle
          cx="9"
          cy="9"
          r={radius}
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeDasharray={`${around * share} ${around}`}
        />
      </svg>
      {leftMs === 0 ? text.over : text.left(clock(leftMs))}
    </span>
  );
}
