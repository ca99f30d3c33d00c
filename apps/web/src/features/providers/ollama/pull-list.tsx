'use client';
import type { ModelPull } from '@overmind/contracts/entities/model-pull';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { cn } from '#lib/class-names.ts';
import { sizeWords } from '#lib/numbers.ts';
import { ollama as text } from '#text/providers.ts';
import { isGoingOn, usePullActs, usePulls } from './use-pulls.ts';

/** Older ones say nothing to anybody. */
const mostShown = 5;

export function PullList({ provider }: { provider: string }) {
  const found = usePulls(provider);
  if (found.isError) return <p className="text-failed text-sm">{errorWords(found.error)}</p>;
  const pulls = found.data?.items.slice(0, mostShown) ?? [];
  if (pulls.length === 0) return null;
  return (
    <ul aria-label={text.pulls} className="space-y-2">
      {pulls.map((pull) => (
        <Pull key={pull.id} pull={pull} />
      ))}
    </ul>
  );
}

/** How far it is, drawn; and a way to stop it or to go on. */
function Pull({ pull }: { pull: ModelPull }) {
  const { begin, cancel } = usePullActs(pull.provider);
  const { id, model, provider, status } = pull;
  const mayGoOn = status === 'failed' || status === 'canceled';
  return (
    <li className="text-xs">
      <p className="flex flex-wrap items-center gap-x-2">
        <code className="min-w-0 break-all font-mono">{model}</code>
        <span className={cn(status === 'failed' && 'text-failed', status === 'completed' && 'text-done')}>
          {text.statuses[status]}
        </span>
        <span className="text-ink-3">
          {isGoingOn(pull) ? pull.step : <TimeAgo iso={pull.finished_at ?? pull.created_at} />}
        </span>
        <span className="ml-auto">
          {isGoingOn(pull) ? (
            <Button
              size="sm"
              aria-label={text.cancelOf(model)}
              isBusy={cancel.isPending}
              onClick={() => cancel.mutate({ params: { provider, pull: id } })}
            >
              {text.cancel}
            </Button>
          ) : null}
          {mayGoOn ? (
            <Button
              size="sm"
              aria-label={text.againOf(model)}
              isBusy={begin.isPending}
              onClick={() => begin.mutate({ params: { provider }, body: { model } })}
            >
              {text.again}
            </Button>
          ) : null}
        </span>
      </p>
      {isGoingOn(pull) ? <Progress pull={pull} /> : null}
      {pull.error === null ? null : <p className="text-failed [overflow-wrap:anywhere]">{pull.error}</p>}
    </li>
  );
}

function Progress({ pull: { model, total_bytes: total, completed_bytes: done } }: { pull: ModelPull }) {
  const isKnown = total !== null && total > 0 && done !== null;
  const words = isKnown ? text.share(sizeWords(done), sizeWords(total)) : undefined;
  return (
    <div className="mt-1 flex items-center gap-2">
      <div
        role="progressbar"
        aria-label={text.progress(model)}
        {...(isKnown ? { 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': done } : {})}
        aria-valuetext={words}
        className="h-1.5 flex-1 overflow-hidden rounded-full bg-line"
      >
        <span
          className={cn('block h-full bg-running', !isKnown && 'w-full animate-sweep')}
          style={isKnown ? { width: `${(done / total) * 100}%` } : undefined}
        />
      </div>
      <span className="text-ink-2 tabular-nums">{words}</span>
    </div>
  );
}
