'use client';
import type { TurnCall } from '@overmind/contracts/entities/model-call';
import { Route } from 'lucide-react';
import { PlaceMark } from '#features/model-calls/place-mark.tsx';
import { ScriptedMark } from '#features/model-calls/scripted-mark.tsx';
import { costWords, countWords } from '#lib/numbers.ts';
import { duration } from '#lib/time.ts';
import { modelCalls as calls, failureWords } from '#text/model-calls.ts';
import { turnCalls as text } from '#text/turn-calls.ts';
import { useTurnCalls } from './turn-calls.ts';

/** Which model spoke for a turn and what that took; all of it opens the reasons. */
export function TurnCallLine({ turn }: { turn: number | null }) {
  const { of, open } = useTurnCalls();
  const made = turn === null ? [] : of(turn);
  const [latest] = made;
  if (turn === null || latest === undefined) return null;
  const model = latest.answered_by ?? calls.none;
  return (
    <button
      type="button"
      aria-label={text.why(model, turn)}
      onClick={() => open(turn)}
      className="mt-1 flex max-w-full flex-wrap items-center gap-x-2 rounded-md text-left text-2xs text-ink-3 tabular-nums hover:text-ink max-md:min-h-11"
    >
      <Route className="size-3 shrink-0" aria-hidden />
      <code className="min-w-0 break-all font-mono">{model}</code>
      <ScriptedMark name={latest.answered_by} />
      <Outcome call={latest} />
      <span>{sumWords(made)}</span>
    </button>
  );
}

function Outcome({ call }: { call: TurnCall }) {
  if (call.status !== 'ok')
    return (
      <span className="text-failed">{call.reason === null ? call.status : failureWords[call.reason]}</span>
    );
  return (
    <>
      {call.is_cache_hit ? <span className="text-accent">{calls.cached}</span> : null}
      {call.is_local === null ? null : <PlaceMark isLocal={call.is_local} className="text-2xs" />}
      {call.is_failed_over ? <span className="text-review">{text.failedOver}</span> : null}
    </>
  );
}

/** Of all calls for the turn: it may have been asked for again. */
function sumWords(made: readonly TurnCall[]): string {
  const sum = (pick: (call: TurnCall) => number) => made.reduce((all, call) => all + pick(call), 0);
  const isUnknown = made.some(({ cost_micros }) => cost_micros === null);
  const tokens = calls.tokens(
    countWords(sum(({ input_tokens }) => input_tokens)),
    countWords(sum(({ output_tokens }) => output_tokens)),
  );
  const cost = isUnknown ? calls.unknownCost : costWords(sum(({ cost_micros }) => cost_micros ?? 0));
  const parts = [tokens, cost, duration(sum(({ latency_ms }) => latency_ms))];
  return [...parts, ...(made.length > 1 ? [text.calls(made.length)] : [])].join(' · ');
}
