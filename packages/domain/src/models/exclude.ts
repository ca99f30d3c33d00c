import type {
  CatalogueEntry,
  ExcludedModel,
  ModelCapability,
  ModelPolicy,
} from '@overmind/contracts/entities/model';
import { demoModel } from '@overmind/contracts/entities/scripted';
import { refOf } from './refs.ts';

export interface ModelNeed {
  /** Estimated tokens of what is sent. */
  inputTokens: number;
  /** Room that is kept for the answer. */
  outputTokens: number;
  /** Beyond what the policy asks for: what this very call uses. */
  capabilities?: readonly ModelCapability[];
}

type Flaw = Omit<ExcludedModel, 'ref'>;

/** Why a model may not take the call; null when it may. Privacy comes first: no other rule can soften it. */
export function whyExcluded(
  entry: CatalogueEntry,
  policy: ModelPolicy,
  need: ModelNeed,
): ExcludedModel | null {
  const ref = refOf(entry);
  const flaw =
    privacyFlaw(entry, policy, ref) ??
    settingsFlaw(entry, policy, ref) ??
    capabilityFlaw(entry, policy, need, ref) ??
    contextFlaw(entry, policy, need, ref);
  return flaw === null ? null : { ref, ...flaw };
}

/** What makes a server near by count as local, and its models as free. */
export const howToDeclare =
  'if that server passes nothing on, its provider is declared so: "It answers with models of its own", or serves_itself';

function privacyFlaw(
  { is_local: isLocal, is_undeclared: isUndeclared, trains_on_data: trains }: CatalogueEntry,
  { privacy }: ModelPolicy,
  ref: string,
): Flaw | null {
  if (privacy === 'any' || isLocal) return null;
  if (privacy === 'local_only' && isUndeclared === true)
    return {
      reason: 'not_local',
      detail: `${ref} is answered by a server near by that may pass it on, and this work may use no other than local ones; ${howToDeclare}`,
    };
  if (privacy === 'local_only')
    return {
      reason: 'not_local',
      detail: `${ref} is not on this machine or in its network, and this work may use no other`,
    };
  if (trains === 'no') return null;
  const known = trains === 'yes' ? 'trains on what it is sent' : 'is not known as one that trains on nothing';
  const remedy = isUndeclared === true ? `; ${howToDeclare}` : '';
  return { reason: 'may_train', detail: `${ref} ${known}, and this work may use no other${remedy}` };
}

function settingsFlaw(entry: CatalogueEntry, policy: ModelPolicy, ref: string): Flaw | null {
  if (!entry.is_enabled) return { reason: 'disabled', detail: `${ref} is turned off` };
  if (policy.only_preferred && !policy.prefer.includes(ref))
    return { reason: 'not_preferred', detail: `${ref} is not one of the models that this work names` };
  if (ref === demoModel && !policy.prefer.includes(ref))
    return {
      reason: 'not_preferred',
      detail: `${ref} is a script of the demo; only what names it is answered by it`,
    };
  return null;
}

function capabilityFlaw(
  entry: CatalogueEntry,
  policy: ModelPolicy,
  need: ModelNeed,
  ref: string,
): Flaw | null {
  const wanted = new Set([...policy.capabilities, ...(need.capabilities ?? [])]);
  const missing = [...wanted].filter((capability) => !entry.capabilities.includes(capability));
  if (missing.length === 0) return null;
  return { reason: 'missing_capability', detail: `${ref} cannot do: ${missing.sort().join(', ')}` };
}

/** A context that is not known is tried; the provider then says whether it was enough. */
function contextFlaw(entry: CatalogueEntry, policy: ModelPolicy, need: ModelNeed, ref: string): Flaw | null {
  const context = entry.context_tokens;
  const wanted = Math.max(policy.min_context_tokens, need.inputTokens + need.outputTokens);
  if (context === null || wanted <= context) return null;
  return {
    reason: 'context_too_small',
    detail: `${ref} holds ${context} tokens; about ${wanted} are needed`,
  };
}
