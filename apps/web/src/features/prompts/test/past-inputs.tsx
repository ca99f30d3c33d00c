'use client';
import { mostTested, type PromptInput } from '@overmind/contracts/entities/prompt-test';
import { listPromptInputs } from '@overmind/contracts/routes/prompt-tests';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { api } from '#lib/api/client.ts';
import { routeKey } from '#lib/api/use-route.ts';
import { promptTest as text } from '#text/prompt-test.ts';
import { InputSource } from './input-source.tsx';
import { summariesOf } from './input-summaries.ts';

const pageSize = 20;

function usePastInputs(id: string) {
  const params = { id };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listPromptInputs, { params }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(listPromptInputs, {
        params,
        query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  return { ...pages, inputs: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

interface PastInputsProps {
  promptId: string;
  /** Said where there are none. */
  none: string;
  /** Ids of those that are chosen; null where none are to be chosen. */
  chosen: readonly string[] | null;
  onChange(chosen: readonly string[]): void;
}

/** What the template was really asked for with. */
export function PastInputs({ promptId, none, chosen, onChange }: PastInputsProps) {
  const found = usePastInputs(promptId);
  const { inputs } = found;
  if (found.isPending) return <Skeleton className="h-24" />;
  if (found.isError && inputs.length === 0)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (inputs.length === 0) return <p className="text-ink-2 text-sm">{none}</p>;
  if (chosen === null) return null;
  const summaries = summariesOf(inputs.map(({ values }) => values));
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <div>
      <p className="mb-1 text-ink-2 text-xs" aria-live="polite">
        {text.chosen(chosen.length, mostTested)}
      </p>
      <ul aria-label={text.pastTitle} className="divide-y overflow-hidden rounded-card border bg-raised">
        {inputs.map((input, at) => (
          <InputRow
            key={input.id}
            input={input}
            summary={summaries[at] ?? ''}
            label={text.pick(at + 1)}
            isChosen={chosen.includes(input.id)}
            isFull={chosen.length >= mostTested}
            onToggle={() => toggle(input.id)}
          />
        ))}
      </ul>
      {found.hasNextPage ? (
        <Button
          size="sm"
          className="mt-2"
          isBusy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {text.more}
        </Button>
      ) : null}
    </div>
  );
}

interface InputRowProps {
  input: PromptInput;
  summary: string;
  label: string;
  isChosen: boolean;
  isFull: boolean;
  onToggle(): void;
}

const InputRow = ({ input, summary, label, isChosen, isFull, onToggle }: InputRowProps) => (
  <li>
    <label className="flex gap-3 px-3 py-2 text-sm hover:bg-ink/5 max-md:min-h-11">
      <input
        type="checkbox"
        aria-label={label}
        checked={isChosen}
        disabled={isFull && !isChosen}
        onChange={onToggle}
        className="mt-1"
      />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 [overflow-wrap:anywhere]">{summary}</span>
        <span className="flex flex-wrap items-center gap-x-2 text-ink-3 text-xs">
          {input.project_name ?? text.noProject}
          <InputSource input={input} />
          <TimeAgo iso={input.started_at} />
          {input.is_cut ? <Badge title={text.cutHint}>{text.cut}</Badge> : null}
        </span>
      </span>
    </label>
  </li>
);
