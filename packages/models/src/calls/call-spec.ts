import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import type {
  CatalogueEntry,
  ModelAttempt,
  ModelCall,
  ModelCallScope,
  ModelPolicy,
  ProviderKind,
} from '@overmind/contracts/entities/model';
import type { PromptMade } from '@overmind/contracts/entities/model-call';
import type { ModelNeed } from '@overmind/domain/models/exclude';
import type { RetryRule } from '@overmind/domain/models/retry';
import type { CallBounds } from '../outbound/watch.ts';

/** What every call says about itself. */
export interface CallTerms {
  /** What it is for, and whose budget it takes from. */
  scope: ModelCallScope;
  policy: ModelPolicy;
  /** Which prompt it is made of, for the ledger. */
  prompt?: PromptMade;
  signal?: AbortSignal;
  /** The same request is to have the same answer: it may come from the cache, and its temperature is 0. */
  isDeterministic?: boolean;
  /** Drawn anew for each request and said in it, so that it makes no request another one. */
  mark?: string;
  bounds?: Partial<CallBounds>;
  retry?: Partial<RetryRule>;
  /** Hears how many results of tools are left out for a model whose context is full. */
  onShortened?: (leftOut: number) => void;
  /** Hears of each attempt when it is over, also of those that were not begun. */
  onAttempt?: (attempt: ModelAttempt) => void;
  /** Hears what became of the call once the ledger has it, whatever that was. */
  onRecorded?: (call: ModelCall) => void;
}

/** What is sent to a model, and how much of it there is. */
export interface Sending {
  options: LanguageModelV3CallOptions;
  inputTokens: number;
  outputTokens: number;
}

export interface CallSpec extends CallTerms {
  need: ModelNeed;
  /** What is asked, to judge how demanding it is. */
  text: string;
  reAsk: number;
  /** What one candidate is sent; it may have room for less than another. */
  sendingFor(
    entry: CatalogueEntry,
    kind: ProviderKind,
  ): { ok: true; sending: Sending } | { ok: false; detail: string };
}
