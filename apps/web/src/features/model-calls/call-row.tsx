'use client';
import type { ModelAttempt } from '@overmind/contracts/entities/model';
import type { ListedCall } from '@overmind/contracts/entities/model-call';
import { TimeAgo } from '#components/time-ago.tsx';
import { cn } from '#lib/class-names.ts';
import { costWords, countWords } from '#lib/numbers.ts';
import { duration } from '#lib/time.ts';
import { callStatusWords, failureWords, modelCalls as text } from '#text/model-calls.ts';
import { PlaceMark } from './place-mark.tsx';
import { ScriptedMark } from './scripted-mark.tsx';

const tones: Record<ModelAttempt['outcome'], string> = {
  ok: 'bg-done',
  cache_hit: 'bg-accent',
  failed: 'bg-failed',
  skipped: 'bg-line-strong',
};

/** One call in the list; all of it opens the panel that says why. */
export function CallRow({ call, onOpen }: { call: ListedCall; onOpen(): void }) {
  const model = call.answered_by ?? text.none;
  const who = call.agent_name ?? call.scope.persona ?? null;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-3 py-2 text-left text-sm hover:bg-ink/5 max-md:min-h-11 sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1.5fr)_7rem_8rem]"
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">{call.scope.purpose}</span>
        <span className="flex gap-x-2 text-ink-3 text-xs">
          <TimeAgo iso={call.started_at} className="whitespace-nowrap" />
          {who === null ? null : <span className="truncate">{who}</span>}
          {call.task_key === null ? null : <span className="whitespace-nowrap">{call.task_key}</span>}
        </span>
      </span>
      <span className="min-w-0 max-sm:order-3">
        <span className="block truncate font-mono text-xs">{model}</span>
        <span className="flex items-center gap-2">
          <ChainDots call={call} />
          <CallOutcome call={call} />
          <ScriptedMark name={call.answered_by} />
        </span>
      </span>
      <span className="text-right text-ink-2 text-xs tabular-nums max-sm:hidden">
        {text.tokens(countWords(call.input_tokens), countWords(call.output_tokens))}
      </span>
      <span className="text-right text-xs tabular-nums">
        <span className="block font-medium">
          {call.cost_micros === null ? text.unknownCost : costWords(call.cost_micros)}
        </span>
        <span className="text-ink-3">{duration(call.latency_ms)}</span>
      </span>
      <span className="sr-only">{text.open}</span>
    </button>
  );
}

function CallOutcome({ call }: { call: ListedCall }) {
  if (call.is_cache_hit) return <span className="text-accent text-xs">{text.cached}</span>;
  if (call.status === 'ok') return call.is_local === null ? null : <PlaceMark isLocal={call.is_local} />;
  return (
    <span className="truncate text-failed text-xs">
      {call.reason === null ? callStatusWords[call.status] : failureWords[call.reason]}
    </span>
  );
}

/** The chain at a glance: a dot for each model that was tried or passed over. */
const ChainDots = ({ call: { tries, outcomes } }: { call: ListedCall }) => (
  <span role="img" aria-label={text.chain(tries)} className="flex shrink-0 flex-wrap items-center gap-0.5">
    {outcomes.map((outcome, index) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: tries have no id and keep their place
        key={index}
        className={cn('h-2 w-3.5 rounded-full', tones[outcome])}
      />
    ))}
    {tries > outcomes.length ? (
      <span className="text-2xs text-ink-3">{text.further(tries - outcomes.length)}</span>
    ) : null}
  </span>
);
