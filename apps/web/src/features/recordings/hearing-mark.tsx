import type { Recording } from '@overmind/contracts/entities/recording';
import { cn } from '#lib/class-names.ts';
import { recordings as text } from '#text/recordings.ts';

/** How far it is heard, in words and drawn. */
export function HearingMark({ recording }: { recording: Recording }) {
  const { status, duration_ms: durationMs, transcribed_ms: heardMs } = recording;
  if (status !== 'transcribing' || durationMs === null || durationMs === 0)
    return (
      <p className={cn('text-xs', status === 'failed' ? 'text-failed' : 'text-ink-2')}>
        {text.statuses[status]}
      </p>
    );
  const share = Math.min(1, heardMs / durationMs);
  return (
    <div className="mt-1">
      <p className="text-ink-2 text-xs">{text.progress(share)}</p>
      <div
        role="progressbar"
        aria-label={text.statuses.transcribing}
        aria-valuenow={Math.floor(share * 100)}
        className="mt-0.5 h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-running transition-[width]"
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
