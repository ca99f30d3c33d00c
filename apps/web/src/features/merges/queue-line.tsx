'use client';
import type { Merge } from '@overmind/contracts/entities/merge';
import { ChevronRight, GitBranch } from 'lucide-react';
import { Fragment } from 'react';
import { cn } from '#lib/class-names.ts';
import { branchWords, merges as text } from '#text/merges.ts';
import { MergeCard } from './merge-card.tsx';
import { partsOf, type QueuePart } from './queues.ts';

interface QueueLineProps {
  waiting: readonly Merge[];
  baseBranch: string;
}

/** The queue as a line that begins at the branch: who stands nearest to it goes in next. */
export function QueueLine({ waiting, baseBranch }: QueueLineProps) {
  const parts = partsOf(waiting);
  const placeOf = new Map(waiting.map(({ id }, index) => [id, index + 1]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section tabIndex={0} aria-label={text.line} className="overflow-x-auto pb-2">
      <ol className="flex items-stretch gap-2 max-md:flex-col">
        <li className="flex shrink-0 items-center gap-2 rounded-card border border-dashed px-4 py-3 font-mono text-sm">
          <GitBranch className="size-4 text-ink-3" aria-hidden />
          {branchWords(baseBranch)}
        </li>
        {parts.map((part, index) => (
          <Fragment key={part.merges[0]?.id}>
            <li aria-hidden className="grid shrink-0 place-items-center text-ink-3">
              <ChevronRight className="size-4 rotate-180 max-md:-rotate-90" />
            </li>
            <li className="shrink-0">
              <Part part={part} before={parts[index - 1]} placeOf={placeOf} />
            </li>
          </Fragment>
        ))}
      </ol>
    </section>
  );
}

interface PartProps {
  part: QueuePart;
  before: QueuePart | undefined;
  placeOf: ReadonlyMap<string, number>;
}

function Part({ part, before, placeOf }: PartProps) {
  return (
    <div
      className={cn(
        'h-full rounded-card border border-dashed p-2',
        part.kind === 'tried'
          ? 'border-running bg-running/5'
          : part.kind === 'suspected'
            ? 'border-review'
            : '',
      )}
    >
      <p className="mb-2 max-w-72 text-ink-2 text-xs max-md:max-w-none">{wordsOf(part, before)}</p>
      <ol className="flex gap-2 max-md:flex-col">
        {part.merges.map((merge) => (
          <li key={merge.id} className="w-72 shrink-0 max-md:w-auto">
            <MergeCard merge={merge} isNewest place={placeOf.get(merge.id) ?? null} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What happens to a part of the queue, and what it waits for. */
function wordsOf({ kind, merges }: QueuePart, before: QueuePart | undefined): string {
  if (kind === 'tried') return text.tried(merges.length, merges[0]?.base_commit?.slice(0, 10) ?? null);
  if (kind === 'suspected') return text.suspected(merges.length);
  if (before === undefined) return merges[0]?.detail ?? text.nextTry;
  return text.waitsFor(before.merges.map(({ task_key }) => task_key).join(', '));
}
