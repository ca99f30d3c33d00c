import { cn } from '#lib/class-names.ts';
import { runners as text } from '#text/runners.ts';

const mostCells = 24;

/** How many runs a runner has at once and how many it could have: a cell each, or a bar where there are many. */
export function CapacityBar({ used, all }: { used: number; all: number }) {
  const isCells = all <= mostCells;
  return (
    <div>
      <p className="mb-1 flex text-ink-2 text-xs">
        {text.capacity}
        <span className="ml-auto tabular-nums">{text.capacityUsed(used, all)}</span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn in parts */}
      <div
        role="meter"
        aria-label={text.capacity}
        aria-valuemin={0}
        aria-valuemax={Math.max(all, 1)}
        aria-valuenow={Math.min(used, all)}
        aria-valuetext={text.capacityUsed(used, all)}
        className={cn('flex h-2 overflow-hidden rounded-full', isCells ? 'gap-[3px]' : 'bg-line')}
      >
        {isCells ? (
          Array.from({ length: all }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells are all alike
            <span key={index} className={cn('flex-1 rounded-sm', index < used ? 'bg-running' : 'bg-line')} />
          ))
        ) : (
          <span className="bg-running" style={{ width: `${(used / all) * 100}%` }} />
        )}
      </div>
    </div>
  );
}
