'use client';
import type { Usage, UsageRow } from '@overmind/contracts/entities/model-call';
import { Maximize2 } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ScriptedMark } from '#features/model-calls/scripted-mark.tsx';
import { costWords } from '#lib/numbers.ts';
import { taskPath } from '#lib/route-ids.ts';
import { usage as text } from '#text/usage.ts';
import { amountWords } from './day-picture.tsx';
import { goTo, splits, type UsagePlace } from './usage-place.ts';
import { amountOf, localShareOf } from './use-usage.ts';

/** As many bars as can be compared by eye. */
const mostBars = 20;

interface SplitPictureProps {
  usage: Usage;
  place: UsagePlace;
  action: ReactNode;
}

/** Who or what the money and the tokens went to: a bar each, the most first. */
export function SplitPicture({ usage, place, action }: SplitPictureProps) {
  const { measure } = place;
  const rows = usage.items
    .toSorted((one, other) => amountOf(other, measure) - amountOf(one, measure))
    .slice(0, mostBars);
  const most = Math.max(1, ...rows.map((row) => amountOf(row, measure)));
  return (
    <section aria-label={text.split(text.groups[place.by])}>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">{text.by}</legend>
          {splits.map((split) => (
            <Button
              key={split}
              size="sm"
              look={place.by === split ? 'plain' : 'quiet'}
              aria-pressed={place.by === split}
              onClick={() => goTo({ by: split })}
            >
              {text.groups[split]}
            </Button>
          ))}
        </fieldset>
        <span className="ml-auto">{action}</span>
      </div>
      <ul className="space-y-2">
        {rows.map((row) => (
          <Bar key={row.group ?? ''} row={row} usage={usage} place={place} most={most} />
        ))}
      </ul>
      {usage.items.length > mostBars ? (
        <p className="mt-2 text-ink-3 text-xs">{text.others(mostBars)}</p>
      ) : null}
    </section>
  );
}

interface BarProps {
  row: UsageRow;
  usage: Usage;
  place: UsagePlace;
  most: number;
}

function Bar({ row, usage, place: { measure, project }, most }: BarProps) {
  const amount = amountOf(row, measure);
  // Money goes to clouds only in part: what is local mostly costs nothing, so only tokens are told apart.
  const localShare = measure === 'tokens' ? (localShareOf(row) ?? 0) : 0;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 text-sm">
      <span className="flex min-w-0 items-center gap-1.5">
        <span className="truncate" title={row.label ?? row.group ?? undefined}>
          {row.label ?? row.group ?? text.none[usage.group_by]}
        </span>
        {['model', 'provider'].includes(usage.group_by) ? <ScriptedMark name={row.group} /> : null}
        <BarLink row={row} group={usage.group_by} project={project} />
        <BarNote row={row} />
      </span>
      <span className="text-ink-2 text-xs tabular-nums">{amountWords(amount, measure)}</span>
      <span aria-hidden className="col-span-2 mt-0.5 flex h-2.5 overflow-hidden rounded-sm bg-line/60">
        <span className="bg-done" style={{ width: `${(amount / most) * localShare * 100}%` }} />
        <span className="bg-accent" style={{ width: `${(amount / most) * (1 - localShare) * 100}%` }} />
      </span>
    </li>
  );
}

/** How much of it stayed here, and what the router saved. */
function BarNote({ row }: { row: UsageRow }) {
  const share = localShareOf(row);
  const saved = row.best_micros - row.compared_micros;
  const notes = [
    ...(share === null ? [] : [text.localShare(Math.round(share * 100))]),
    ...(saved > 0 ? [text.savedBy(costWords(saved))] : []),
  ];
  return notes.length === 0 ? null : (
    <span className="shrink-0 text-ink-3 text-xs tabular-nums max-sm:hidden">{notes.join(' · ')}</span>
  );
}

/** Where there is more to see of what a bar stands for. */
function BarLink({ row, group, project }: { row: UsageRow; group: string; project: string | null }) {
  if (row.group === null) return null;
  const name = row.label ?? row.group;
  if (group === 'project' && project === null)
    return (
      <Button
        look="quiet"
        size="icon"
        aria-label={text.onlyThis(name)}
        title={text.onlyThis(name)}
        onClick={() => goTo({ project: row.group })}
      >
        <Maximize2 aria-hidden />
      </Button>
    );
  if (group === 'task' && project !== null)
    return (
      <Button asChild look="quiet" size="icon">
        <Link
          href={taskPath(project, row.group)}
          aria-label={text.openTask(name)}
          title={text.openTask(name)}
        >
          <Maximize2 aria-hidden />
        </Link>
      </Button>
    );
  return null;
}
