'use client';
import type { StateBlame as Blame } from '@overmind/contracts/entities/state';
import { blameState } from '@overmind/contracts/routes/state';
import { useMemo } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { cn } from '#lib/class-names.ts';
import { blame as text } from '#text/state.ts';
import { YamlLine } from './yaml-line.tsx';

type BlameLine = Blame['lines'][number];
interface Block {
  firstLine: number;
  lines: BlameLine[];
}

/** Lines side by side that one version brought. */
export function blocksOf(lines: readonly BlameLine[]): Block[] {
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    const current = blocks.at(-1);
    if (current?.lines[0]?.version === line.version) current.lines.push(line);
    else blocks.push({ firstLine: index + 1, lines: [line] });
  }
  return blocks;
}

interface StateBlameProps {
  version: number;
  onCompare(from: number, to: number): void;
}

export function StateBlame({ version, onCompare }: StateBlameProps) {
  const { projectId } = useProjectScope();
  const found = useRoute(
    blameState,
    { params: { id: projectId, version } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  const blocks = useMemo(() => blocksOf(found.data?.lines ?? []), [found.data]);
  if (found.isPending) return <Skeleton className="m-4 flex-1" />;
  if (found.isError)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} className="flex-1" />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {found.data.is_partial ? (
        <p className="border-b bg-signal-soft px-3 py-1.5 text-review text-xs">{text.partial}</p>
      ) : null}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        aria-label={text.title(version)}
        className="min-h-0 flex-1 overflow-auto bg-surface font-mono text-xs leading-5 focus-visible:outline-offset-[-2px]"
      >
        {blocks.map((block) => (
          <BlameBlock
            key={block.firstLine}
            block={block}
            isNewest={block.lines[0]?.version === version}
            onCompare={onCompare}
          />
        ))}
      </section>
    </div>
  );
}

interface BlameBlockProps {
  block: Block;
  isNewest: boolean;
  onCompare: StateBlameProps['onCompare'];
}

function BlameBlock({ block: { firstLine, lines }, isNewest, onCompare }: BlameBlockProps) {
  const [line] = lines;
  if (line === undefined) return null;
  return (
    <div className="flex border-b border-line/60 max-sm:flex-col">
      <div className="w-60 shrink-0 border-r px-2 font-sans text-2xs max-sm:w-full max-sm:border-r-0 max-sm:bg-sunken">
        <button
          type="button"
          title={`${text.show(line.version)}\n${line.reason}`}
          aria-label={text.show(line.version)}
          disabled={line.version === 1}
          onClick={() => onCompare(line.version - 1, line.version)}
          className="flex min-h-[24px] w-full items-center gap-1.5 text-left text-ink-2 hover:text-ink disabled:cursor-default"
        >
          <span className={cn('font-medium tabular-nums', isNewest ? 'text-review' : 'text-accent')}>
            v{line.version}
          </span>
          <span className="min-w-0 flex-1 truncate">{line.author}</span>
          <TimeAgo iso={line.created_at} className="shrink-0 text-ink-3" />
        </button>
      </div>
      <div className="min-w-0 flex-1">
        {lines.map(({ text: words }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a version never change
          <div key={index} className="flex hover:bg-ink/4">
            <span className="w-10 shrink-0 select-none pr-3 text-right text-ink-3 tabular-nums" aria-hidden>
              {firstLine + index}
            </span>
            <code className="whitespace-pre-wrap pr-4 [overflow-wrap:anywhere]">
              <YamlLine line={words} />
              {'\n'}
            </code>
          </div>
        ))}
      </div>
    </div>
  );
}
