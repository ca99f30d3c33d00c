import {
  type AgentModelPolicy,
  type ModelCapability,
  ModelPolicy,
  ModelRef,
  type ModelRules,
} from '@overmind/contracts/entities/model';
import { strictestPrivacy } from './privacy.ts';

/** A policy, whole or in part. */
type Ruled = Omit<ModelRules, 'prefer'> & { prefer?: readonly string[] | undefined };

/**
 * A policy with further rules laid over it: the strictest privacy, and all that either of the two needs. How a model is
 * chosen the policy says, and the rules where it says nothing.
 */
export function underRules<P extends Ruled>(policy: P, rules: Ruled | null | undefined): P {
  if (!rules) return policy;
  const privacy = strictestPrivacy([policy.privacy ?? 'any', rules.privacy ?? 'any']);
  const capabilities: ModelCapability[] = [
    ...new Set([...(policy.capabilities ?? []), ...(rules.capabilities ?? [])]),
  ];
  const tokens = Math.max(policy.min_context_tokens ?? 0, rules.min_context_tokens ?? 0);
  const namesModels = (policy.prefer ?? []).length > 0;
  return {
    ...stated({ complexity: rules.complexity, weights: rules.weights, prefer_by: rules.prefer_by }),
    ...policy,
    privacy,
    ...(capabilities.length === 0 ? {} : { capabilities }),
    ...(tokens === 0 ? {} : { min_context_tokens: tokens }),
    ...(namesModels || rules.prefer === undefined ? {} : { prefer: [...rules.prefer] }),
  };
}

/** The policy of one's own calls; models that are no names of any are passed over. */
export const ownPolicy = (own: AgentModelPolicy | undefined): ModelPolicy =>
  ModelPolicy.parse({ privacy: 'any', ...own, prefer: refsOf(own) });

export const refsOf = (own: AgentModelPolicy | undefined): string[] =>
  (own?.prefer ?? []).filter((ref) => ModelRef.safeParse(ref).success);

const stated = (parts: object): object =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
