import type { LedgerCall } from '@overmind/contracts/entities/model-call';
import type { ReactNode } from 'react';
import { costWords, countWords } from '#lib/numbers.ts';
import { duration } from '#lib/time.ts';
import { costSourceWords, modelCalls as text } from '#text/model-calls.ts';

/** Tokens, time and money of a call, and what it would have cost otherwise. */
export const CallFacts = ({ call }: { call: LedgerCall }) => (
  <dl className="grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-4 gap-y-1.5 text-sm">
    <Fact name={text.cost}>
      {call.cost_micros === null ? text.unknownCost : costWords(call.cost_micros)}{' '}
      {/* Where nobody was called, nobody told a cost. */}
      {call.cost_micros === 0 && call.answered_by === null ? null : (
        <span className="text-ink-3 text-xs">{costSourceWords[call.cost_source]}</span>
      )}
    </Fact>
    {call.best_micros === null ? null : <Fact name={text.best}>{costWords(call.best_micros)}</Fact>}
    {call.saved_micros === null ? null : <Fact name={text.saved}>{costWords(call.saved_micros)}</Fact>}
    <Fact name={text.tokensName}>
      {text.tokens(countWords(call.input_tokens), countWords(call.output_tokens))}
      {call.cached_tokens === 0 ? null : (
        <span className="block text-ink-3 text-xs">{text.cachedTokens(countWords(call.cached_tokens))}</span>
      )}
    </Fact>
    <Fact name={text.time}>{duration(call.latency_ms)}</Fact>
    {call.prompt_version_id === null ? null : (
      <Fact name={text.prompt}>{call.arm === null ? text.promptVersion : text.arm(call.arm)}</Fact>
    )}
    {call.re_ask === 0 ? null : <Fact name={text.warnings}>{text.reAsk(call.re_ask)}</Fact>}
  </dl>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-3 text-xs leading-[19px]">{name}</dt>
    <dd className="min-w-0 tabular-nums">{children}</dd>
  </>
);
