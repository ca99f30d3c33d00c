'use client';
import type { StateCopy } from '@overmind/contracts/entities/state';
import { getStateCopy } from '@overmind/contracts/routes/state';
import { useQuery } from '@tanstack/react-query';
import { GitBranch } from 'lucide-react';
import { CopyButton } from '#components/copy-button.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { routeOptions } from '#lib/api/use-route.ts';
import { cn } from '#lib/class-names.ts';
import { copyText, copyWords, state } from '#text/state.ts';

const tones: Record<StateCopy['status'], string> = {
  in_step: 'text-done',
  behind: 'text-review',
  diverged: 'text-failed',
  failed: 'text-failed',
  none: 'text-ink-3',
};

const behindMs = 1_500;

/** Whether the Git copy agrees with the database. Nothing while that is not known. */
export function CopyBadge() {
  const { projectId } = useProjectScope();
  const copy = useQuery({
    ...routeOptions(getStateCopy, { params: { id: projectId } }),
    staleTime: 5_000,
    // A commit to the Git copy is no event, so it is looked for while one is due.
    refetchInterval: (query) => (query.state.data?.status === 'behind' ? behindMs : false),
  });
  if (copy.data === undefined) return null;
  const { label } = copyWords[copy.data.status];
  return (
    <Popover
      label={copyText.title}
      className="w-80"
      trigger={
        <Button look="plain" size="sm" aria-label={label} className="rounded-full font-normal">
          <GitBranch className={cn('size-3.5!', tones[copy.data.status])} aria-hidden />
          <span className="max-lg:sr-only">{label}</span>
        </Button>
      }
    >
      <CopyDetails copy={copy.data} />
    </Popover>
  );
}

function CopyDetails({ copy }: { copy: StateCopy }) {
  const words = copyWords[copy.status];
  return (
    <div className="space-y-2 p-3 text-sm">
      <p className={cn('font-semibold', tones[copy.status])}>{words.label}</p>
      <p className="text-ink-2">{words.hint}</p>
      {copy.problem === null ? null : (
        <p className="rounded bg-failed-soft px-2 py-1 text-failed text-xs [overflow-wrap:anywhere]">
          {copy.problem}
        </p>
      )}
      <dl className="space-y-1 text-xs">
        {copy.version === null ? null : <Fact name={copyText.version}>{state.version(copy.version)}</Fact>}
        {copy.head === null ? null : (
          <Fact name={copyText.head}>
            <code className="font-mono">{copy.head.slice(0, 12)}</code>
            <CopyButton text={copy.head} className="size-6" />
          </Fact>
        )}
        {copy.checked_at === null ? null : (
          <Fact name={copyText.checked}>
            <TimeAgo iso={copy.checked_at} />
          </Fact>
        )}
      </dl>
    </div>
  );
}

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className="flex items-center gap-2">
    <dt className="w-32 shrink-0 text-ink-3">{name}</dt>
    <dd className="flex items-center gap-1">{children}</dd>
  </div>
);
