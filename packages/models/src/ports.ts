import type {
  CatalogueEntry,
  ModelCall,
  ModelCallScope,
  ModelPolicy,
  ProviderKind,
} from '@overmind/contracts/entities/model';
import type { PromptMade } from '@overmind/contracts/entities/model-call';
import type { Breaker } from '@overmind/domain/models/breaker';
import type { Reach } from '@overmind/outbound/pinned-lookup';
import type { Answer } from './calls/answer.ts';

/** How a configured provider is reached and signed in to. */
export interface ProviderAccess {
  /** As models are named after it, before the slash. */
  name: string;
  kind: ProviderKind;
  /** Null: where the provider itself is. */
  baseUrl: string | null;
  apiKey: string | null;
  /** `local` for what is set up as local: it is then never looked for anywhere else, whatever its name leads to. */
  reach: Reach;
  /** Its models may count as local: it is near, and an Ollama or declared as one that passes nothing on. */
  mayBeLocal: boolean;
  /** Its calls wait for their turn; how its limits stand is known where turns are given. */
  isLimited: boolean;
  /** Ollama only: for how long it keeps a model in memory after a call, e.g. "10m". */
  keepAlive?: string | null;
}

export interface Catalogue {
  list(): Promise<readonly CatalogueEntry[]>;
}

/** Settings and keys. */
export interface Providers {
  /** Null where none of that name is configured. What it throws is told of that model, and the next is asked. */
  find(name: string): Promise<ProviderAccess | null>;
}

/** Takes one record a call, whatever became of it, and the prompt it was made of. What it throws fails the call. */
export interface Ledger {
  record(call: ModelCall, prompt: PromptMade | null): Promise<void>;
}

export interface Reservation {
  warnings: string[];
  /** What the attempt did take, once; null where that is not known. */
  settle(takenMicros: number | null): Promise<void>;
}

/** The call that an attempt belongs to, as the ledger will know it. */
export interface CallSoFar {
  id: string;
  startedAt: string;
  /** What its earlier attempts took. */
  takenMicros: number;
  /** No other model is left to be asked: only now is room in the budgets worth waiting for. */
  isLast: boolean;
  /** Its model is answered by a server near by that nobody declared as one that passes nothing on; that would be free. */
  isUndeclared: boolean;
}

/** All the budgets that a call takes from, at once. */
export interface Budgets {
  /**
   * Before an attempt, what it may take at most; null where its price is not known. `isHeld`: only what other calls
   * may yet take stands in the way. Asked for again by the same attempt, it takes the place of what was set aside before;
   * refused, it leaves that as it is.
   */
  reserve(
    scope: ModelCallScope,
    micros: number | null,
    call: CallSoFar,
  ): Promise<{ ok: true; reservation: Reservation } | { ok: false; detail: string; isHeld: boolean }>;
}

export interface Turn {
  /**
   * Once the call is over, with the tokens that it took; null where that is not known. Never throws, and said again does
   * nothing.
   */
  leave(tokens: number | null): Promise<void>;
}

/** The limits of providers: requests and tokens per minute, and calls at once. */
export interface Turns {
  /**
   * Waits until a call that may take so many tokens may go to its provider, in the order in which calls came. Rejects with
   * the signal's reason, or with a ProviderFault.
   */
  take(call: { access: ProviderAccess; tokens: number }, signal: AbortSignal): Promise<Turn>;
}

export interface Clock {
  now(): number;
  /** Rejects with the signal's reason when that is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

/** The breakers of models by `provider/model`, and of providers by their name. */
export interface BreakerStore {
  read(name: string): Breaker;
  write(name: string, breaker: Breaker): void;
}

/**
 * Answers to calls that are marked deterministic, by the hash of the whole request, each seen by calls of the same
 * project only. What it throws is as if nothing were kept.
 */
export interface ResponseCache {
  find(key: string, projectId: string | null): Promise<Answer | null>;
  keep(key: string, answer: Answer, projectId: string | null): Promise<void>;
}

/** What holds for a call because of whose it is, whatever it asks for itself. */
export interface Policies {
  /** The policy that the call goes by. What it throws fails the call: without it nobody knows where it may lead. */
  holdingFor(scope: ModelCallScope, policy: ModelPolicy): Promise<ModelPolicy>;
}

/** What the model layer needs from whoever runs it. */
export interface ModelPorts {
  catalogue: Catalogue;
  providers: Providers;
  ledger: Ledger;
  budgets: Budgets;
  turns: Turns;
  clock: Clock;
  breakers: BreakerStore;
  cache: ResponseCache | null;
  /** Absent where whoever calls has the only say. */
  policies?: Policies;
}
