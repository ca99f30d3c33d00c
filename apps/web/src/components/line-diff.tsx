import { cn } from '#lib/class-names.ts';
import { lineChanges } from '#lib/line-changes.ts';
import { common } from '#text/common.ts';

const marks = { same: ' ', removed: '−', added: '+' } as const;
/** Lines that are shown around each change. */
const around = 3;

/** What one text says and another does not, line by line; what both say is shown near to it only. */
export function LineDiff({ before, after }: { before: string; after: string }) {
  const lines = lineChanges(before, after);
  const isNear = nearChanges(lines.map(({ kind }) => kind !== 'same'));
  return (
    <ul className="overflow-hidden rounded-md border bg-raised font-mono text-xs leading-5">
      {lines.map(({ kind, text }, index) =>
        isNear[index] ? (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no id and keeps its place
            key={index}
            className={cn(
              'flex gap-2 px-2 [overflow-wrap:anywhere]',
              kind === 'removed' && 'bg-failed-soft',
              kind === 'added' && 'bg-done-soft',
            )}
          >
            <span aria-hidden className="select-none text-ink-2">
              {marks[kind]}
            </span>
            {kind === 'same' ? null : <span className="sr-only">{common.changes[kind]}</span>}
            <span className="min-w-0 whitespace-pre-wrap">{text}</span>
          </li>
        ) : index > 0 && !isNear[index - 1] ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no id and keeps its place
          <li key={index} aria-hidden className="bg-sunken px-2 text-center text-ink-3">
            ⋯
          </li>
        ),
      )}
    </ul>
  );
}

/** Whether each line is a change or close to one. */
function nearChanges(isChange: readonly boolean[]): boolean[] {
  const isNear = isChange.map(() => false);
  isChange.forEach((changed, at) => {
    if (changed) isNear.fill(true, Math.max(0, at - around), at + around + 1);
  });
  return isNear;
}
