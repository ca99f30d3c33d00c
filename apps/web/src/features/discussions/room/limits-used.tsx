import { cn } from '#lib/class-names.ts';
import { room as text } from '#text/discussions.ts';

export interface LimitUse {
  name: string;
  used: number;
  most: number;
  words(value: number): string;
}

const nearlySpent = 0.85;

/** How much of each limit is used up, as bars. */
export const LimitsUsed = ({ uses }: { uses: readonly LimitUse[] }) => (
  <section aria-label={text.limits}>
    <h2 className="mb-1.5 font-medium text-ink-2 text-xs">{text.limits}</h2>
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3">
      {uses.map((use) => (
        <Use key={use.name} {...use} />
      ))}
    </dl>
  </section>
);

function Use({ name, used, most, words }: LimitUse) {
  const share = most === 0 ? 0 : Math.min(1, used / most);
  return (
    <div className="min-w-0 text-2xs">
      <dt className="truncate text-ink-2">{name}</dt>
      <dd className="truncate text-ink tabular-nums">
        {text.used(words(used), words(most))}
        <span aria-hidden className="mt-0.5 block h-1 overflow-hidden rounded-full bg-line">
          <span
            className={cn('block h-full rounded-full', share >= nearlySpent ? 'bg-signal' : 'bg-running')}
            style={{ width: `${share * 100}%` }}
          />
        </span>
      </dd>
    </div>
  );
}
