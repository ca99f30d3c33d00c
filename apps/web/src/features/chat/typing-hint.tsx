'use client';
import { useNow } from '#lib/time.ts';
import { chat } from '#text/chat.ts';

const patienceMs = 15_000;

/** Shown from the moment something is said until it is answered. */
export function TypingHint({ since }: { since: string | undefined }) {
  const now = useNow();
  const isSlow = since !== undefined && now - Date.parse(since) > patienceMs;
  return (
    <p role="status" className="mt-3 flex items-center gap-2 px-0.5 text-ink-3 text-xs">
      {isSlow ? null : (
        <span className="flex gap-0.5" aria-hidden>
          {[0, 200, 400].map((delayMs) => (
            <span
              key={delayMs}
              className="size-1 animate-sweep rounded-full bg-ink-3"
              style={{ animationDelay: `${delayMs}ms` }}
            />
          ))}
        </span>
      )}
      {isSlow ? chat.slow : chat.typing}
    </p>
  );
}
