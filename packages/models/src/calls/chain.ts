import type { LanguageModelV3StreamPart } from '@ai-sdk/provider';
import type { CatalogueEntry } from '@overmind/contracts/entities/model';
import { estimateComplexity } from '@overmind/domain/models/complexity';
import { costOf } from '@overmind/domain/models/cost';
import { refOf } from '@overmind/domain/models/refs';
import { defaultRetryRule, retryDelayMs } from '@overmind/domain/models/retry';
import { routeCall } from '@overmind/domain/models/route';
import { ProviderFault } from '../failures/provider-fault.ts';
import type { ModelLayer } from '../layer.ts';
import type { ProviderAccess } from '../ports.ts';
import { endpointOf } from '../providers/endpoints.ts';
import { type Answer, replay, tokensOf } from './answer.ts';
import { type Attempt, AttemptFailed } from './attempt.ts';
import { beginAttempt, type Candidate } from './begin-attempt.ts';
import { cacheKey } from './cache-key.ts';
import { CallRecord } from './call-record.ts';
import type { CallSpec } from './call-spec.ts';
import { CallTime } from './call-time.ts';
import { ProvidersAway } from './providers-away.ts';
import { Skipped } from './skipped.ts';
import { mayBeAsked } from './tell-breakers.ts';

/** Where the parts of an answer come from. */
export interface PartSource {
  entry: CatalogueEntry;
  /** Null after the last. Throws AttemptFailed. */
  next(): Promise<LanguageModelV3StreamPart | null>;
  /** Nobody wants the rest. */
  giveUp(): Promise<void>;
}

export interface Taken<T> {
  taken: T;
  source: PartSource;
  record: CallRecord;
}

/**
 * Goes through the models that may take a call until `take` has from one of them what it wants. While it has not
 * returned, nothing was shown to anybody, so the next attempt begins anew. Throws ModelCallError when none is left; the
 * ledger then has the record.
 */
export async function goThroughChain<T>(
  layer: ModelLayer,
  asked: CallSpec,
  take: (source: PartSource) => Promise<T>,
): Promise<Taken<T>> {
  // One of its own: many that hang on one that lives long are never let go of.
  const signal = asked.signal ?? new AbortController().signal;
  const { catalogue: models, policies, clock } = layer.ports;
  const time = new CallTime(clock, asked.bounds);
  const policy = (await policies?.holdingFor(asked.scope, asked.policy)) ?? asked.policy;
  const spec = { ...asked, policy };
  const catalogue = await models.list();
  const { inputTokens } = spec.need;
  const hasTools = spec.need.capabilities?.includes('tools') ?? false;
  const route = routeCall({
    ...{ policy, need: spec.need, catalogue },
    complexity: estimateComplexity({ purpose: spec.scope.purpose, text: spec.text, inputTokens, hasTools }),
    measureOf: (entry) => layer.measures.of(refOf(entry)),
  });
  const record = new CallRecord(layer, spec, route);
  const away = new ProvidersAway();
  for (const { isLast, entry, later } of turnsOf(route.entries, record)) {
    if (signal.aborted) break;
    const hasOther = later.some(
      (next) =>
        next.provider !== entry.provider && away.whySkipped(next) === null && mayBeAsked(layer.ports, next),
    );
    const skipped = away.whySkipped(entry) ?? time.whySkipped(entry, hasOther);
    if (skipped !== null) {
      noteSkip(record, entry, skipped);
      continue;
    }
    const taken = await tryModel({ layer, spec, record, signal, time, away, entry, isLast, hasOther }, take);
    if (taken === null) continue;
    if (!record.isClosed) await layer.unread.add(record, () => taken.source.giveUp());
    return { ...taken, record };
  }
  await record.close(signal.aborted ? 'aborted' : 'failed', null);
  throw signal.aborted ? record.abandoned() : record.error();
}

/** Each model in its order; when no other has an answer, once more the first that only other calls were in the way of. */
function* turnsOf(
  entries: readonly CatalogueEntry[],
  { attempts }: CallRecord,
): Generator<Pick<Candidate, 'entry' | 'isLast'> & { later: readonly CatalogueEntry[] }> {
  for (const [at, entry] of entries.entries())
    yield { entry, isLast: at === entries.length - 1, later: entries.slice(at + 1) };
  if (attempts.at(-1)?.reason === 'budget_held') return;
  const held = attempts.find(({ reason }) => reason === 'budget_held');
  const first = entries.find((entry) => refOf(entry) === held?.ref);
  if (first !== undefined) yield { entry: first, isLast: true, later: [] };
}

type Tried = Omit<Candidate, 'access' | 'sending' | 'keep'> & { away: ProvidersAway };

/** Null when the model has no answer, after all its retries. */
async function tryModel<T>(
  tried: Tried,
  take: (source: PartSource) => Promise<T>,
): Promise<Omit<Taken<T>, 'record'> | null> {
  const { layer, spec, record, entry, signal, time, away, hasOther } = tried;
  const access = await findAccess(tried);
  if (access instanceof Skipped) return noteSkip(record, entry, access);
  const fitted = spec.sendingFor(entry, access.kind);
  if (!fitted.ok)
    return noteSkip(record, entry, new Skipped('context_too_long', `cannot hold it: ${fitted.detail}`));
  const { cache, clock } = layer.ports;
  const isKept = spec.isDeterministic === true && cache !== null;
  const key = isKept ? cacheKey([refOf(entry), endpointOf(access)], fitted.sending.options, spec.mark) : null;
  const kept = key === null ? null : await fromCache(tried, key);
  if (kept !== null) return { taken: await take(kept), source: kept };
  const keep = key === null ? null : keepUnder(tried, key);
  const rule = { ...defaultRetryRule, ...spec.retry };
  for (let retry = 1, waitMs = 0; ; retry++) {
    try {
      const attempt = await beginAttempt({ ...tried, access, sending: fitted.sending, keep }, waitMs);
      const source = sourceOf(attempt, tried);
      const taken = await take(source);
      attempt.handOver();
      return { taken, source };
    } catch (error) {
      if (error instanceof Skipped) {
        away.noteSkipped(entry, error);
        return noteSkip(record, entry, error);
      }
      if (!(error instanceof AttemptFailed)) throw error;
      const { isWorthRetry, retryAfterMs } = error.failure;
      const delayMs = isWorthRetry
        ? retryDelayMs(rule, { retry, retryAfterMs, random: clock.random() })
        : null;
      if (delayMs === null || delayMs >= time.left(entry, hasOther).patienceMs || signal.aborted) {
        if (error.isOfProvider) away.noteFailed(entry, error.failure);
        return null;
      }
      waitMs = delayMs;
      // Aborted, the next attempt is not begun.
      await clock.sleep(delayMs, signal).catch(() => {});
    }
  }
}

const sourceOf = (attempt: Attempt, { entry, record }: Tried): PartSource => ({
  entry,
  next: () => attempt.next(),
  async giveUp() {
    await attempt.fail(new ProviderFault('aborted', 'was given up'));
    await record.close('aborted', null);
  },
});

function noteSkip(record: CallRecord, entry: CatalogueEntry, { reason, message }: Skipped): null {
  record.addAttempt({
    ...{ ref: refOf(entry), outcome: 'skipped', reason, detail: message },
    ...{ http_status: null, waited_ms: 0, first_token_ms: null, latency_ms: 0 },
  });
  return null;
}

/**
 * Settings that cannot be read are a reason to ask another model, and told as such. The catalogue may have been read
 * before its provider was moved: where privacy matters, what counted as local has to be called as local.
 */
async function findAccess({ layer, entry, spec }: Tried): Promise<ProviderAccess | Skipped> {
  try {
    const access = await layer.ports.providers.find(entry.provider);
    if (access === null) return new Skipped('unconfigured', 'has no provider that is set up');
    const hasLeft = entry.is_local && !access.mayBeLocal && spec.policy.privacy !== 'any';
    return hasLeft ? new Skipped('unconfigured', 'is no longer set up as local') : access;
  } catch (error) {
    const words = error instanceof ProviderFault ? error.message : 'has settings that cannot be read now';
    return new Skipped('unconfigured', words);
  }
}

/** The answer is there, whether or not it can be kept. */
const keepUnder =
  ({ layer, spec }: Tried, key: string) =>
  async (answer: Answer): Promise<void> =>
    layer.ports.cache?.keep(key, answer, spec.scope.project_id).catch(() => {});

/** A kept answer costs nothing, and says what it would have cost. Of what cannot be read the model is asked. */
async function fromCache({ layer, record, entry, spec }: Tried, key: string): Promise<PartSource | null> {
  const answer = await layer.ports.cache?.find(key, spec.scope.project_id).catch(() => null);
  if (answer === null || answer === undefined) return null;
  record.addAttempt({
    ...{ ref: refOf(entry), outcome: 'cache_hit', reason: null, detail: null, http_status: null },
    ...{ waited_ms: 0, first_token_ms: 0, latency_ms: 0 },
  });
  record.addSaving(costOf(tokensOf(answer.usage), entry));
  const parts = replay(answer);
  return {
    entry,
    async next() {
      const { done, value } = parts.next();
      if (done) return null;
      if (value.type === 'finish') await record.close('ok', entry);
      return value;
    },
    giveUp: () => record.close('ok', entry),
  };
}
