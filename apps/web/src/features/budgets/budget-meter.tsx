import type { BudgetState } from '@overmind/contracts/entities/budget';
import { TimeAgo } from '#components/time-ago.tsx';
import { cn } from '#lib/class-names.ts';
import { costWords } from '#lib/numbers.ts';
import { budgets as text } from '#text/budgets.ts';

type Stand = Omit<BudgetState, 'kind'>;

const wordsOf = ({ spent_micros: spent, hard_micros: hard, soft_micros: soft }: Stand): string => {
  const limit = hard ?? soft;
  return limit === null ? text.used(costWords(spent)) : text.usedOf(costWords(spent), costWords(limit));
};

/** How much of a budget is gone: what was spent, what is set aside, and where it warns and stops. */
export function BudgetMeter({ label, state }: { label: string; state: Stand }) {
  const { soft_micros: soft, hard_micros: hard, spent_micros: spent, held_micros: held } = state;
  const whole = Math.max(hard ?? 0, soft ?? 0, spent + held, 1);
  // Without a limit nothing is ever full: a whole bar would say that it is.
  const isBounded = hard !== null || soft !== null;
  const share = (part: number) => `${Math.min(1, part / whole) * 100}%`;
  const words = wordsOf(state);
  const isOver = hard !== null && spent >= hard;
  const isWarned = soft !== null && spent > soft;
  return (
    <div>
      <p className="mb-1 flex gap-2 text-xs">
        {label}
        <span className={cn('ml-auto tabular-nums', isOver ? 'text-failed' : 'text-ink-2')}>{words}</span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn in parts */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={whole}
        aria-valuenow={Math.min(spent, whole)}
        aria-valuetext={words}
        className="relative flex h-2.5 overflow-hidden rounded-full bg-line"
      >
        {isBounded ? (
          <>
            <span
              className={isOver ? 'bg-failed' : isWarned ? 'bg-blocked' : 'bg-done'}
              style={{ width: share(spent) }}
            />
            <span className="bg-running/45" style={{ width: share(held) }} />
          </>
        ) : null}
        {soft === null || soft === whole ? null : (
          <span
            title={text.softAt(costWords(soft))}
            className="absolute inset-y-0 w-0.5 bg-ink"
            style={{ left: share(soft) }}
          />
        )}
      </div>
      {soft === null ? null : (
        <p className="mt-0.5 text-ink-3 text-xs">
          {text.limits(costWords(soft), hard === null ? null : costWords(hard))}
        </p>
      )}
      {state.warned_at === null ? null : (
        <p className="mt-0.5 text-review text-xs">
          {text.warned} <TimeAgo iso={state.warned_at} />
        </p>
      )}
      {held === 0 ? null : <p className="mt-0.5 text-ink-3 text-xs">{text.held(costWords(held))}</p>}
    </div>
  );
}
