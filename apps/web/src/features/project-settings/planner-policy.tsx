'use client';
import type { ModelPolicy } from '@overmind/contracts/entities/model';
import { FoldedPart } from '#features/agents/form/folded-part.tsx';
import { ChoiceFields, choiceOf, type ModelChoice } from '#features/model-rules/choice-fields.tsx';
import { choiceSummary } from '#features/model-rules/choice-words.ts';
import { PreferredModels } from '#features/model-rules/preferred-models.tsx';
import { modelRules as text } from '#text/model-rules.ts';
import { SwitchLine } from './switch-line.tsx';

interface PlannerPolicyProps {
  policy: ModelPolicy;
  onChange(policy: ModelPolicy): void;
}

/** Which models help to plan, and how one of them is chosen. */
export function PlannerPolicy({ policy, onChange }: PlannerPolicyProps) {
  const choice = choiceOf(policy);
  return (
    <>
      <PreferredModels
        label={text.prefer}
        models={policy.prefer}
        onChange={(prefer) => onChange({ ...policy, prefer })}
      />
      {policy.prefer.length === 0 ? null : (
        <SwitchLine
          label={text.onlyPreferred}
          hint={text.onlyPreferredHint}
          isOn={policy.only_preferred}
          onChange={(only_preferred) => onChange({ ...policy, only_preferred })}
        />
      )}
      <FoldedPart title={text.choice} summary={choiceSummary(choice)}>
        <ChoiceFields value={choice} onChange={(next) => onChange(withChoice(policy, next))} />
      </FoldedPart>
    </>
  );
}

function withChoice(
  { privacy, prefer, only_preferred }: ModelPolicy,
  { capabilities = [], min_context_tokens = 0, ...choice }: ModelChoice,
): ModelPolicy {
  return { privacy, prefer, only_preferred, capabilities, min_context_tokens, ...choice };
}
