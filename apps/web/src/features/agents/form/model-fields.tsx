'use client';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { ChoiceFields } from '#features/model-rules/choice-fields.tsx';
import { choiceSummary } from '#features/model-rules/choice-words.ts';
import { PreferredModels } from '#features/model-rules/preferred-models.tsx';
import { agentForm as text } from '#text/agent-form.ts';
import { modelRules as rules } from '#text/model-rules.ts';
import { FoldedPart } from './folded-part.tsx';
import type { PartProps } from './part-props.ts';

const privacies = ['local_only', 'no_training', 'any'] as const;

/** Which language models may do its work. */
export function ModelFields({ draft: { model }, change }: PartProps) {
  const set = (patch: Partial<typeof model>) => change({ model: { ...model, ...patch } });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <ChoiceSelect
        label={text.privacy}
        options={[['', text.anyModel], ...optionsOf(privacies, text.privacyWays)]}
        value={model.privacy}
        onChange={(privacy) => set({ privacy })}
      />
      {model.privacy === '' ? null : (
        <PreferredModels label={text.prefer} models={model.prefer} onChange={(prefer) => set({ prefer })} />
      )}
      {model.privacy === '' ? null : (
        <div className="sm:col-span-2">
          <FoldedPart title={rules.choice} summary={choiceSummary(model.choice)}>
            <ChoiceFields value={model.choice} onChange={(choice) => set({ choice })} />
          </FoldedPart>
        </div>
      )}
    </div>
  );
}

/** Words that go with every task. */
export const PromptField = ({ draft, change }: PartProps) => (
  <Field label={text.prompt} hint={text.promptHint}>
    {(control) => (
      <Textarea
        {...control}
        rows={3}
        value={draft.prompt}
        onChange={(event) => change({ prompt: event.target.value })}
      />
    )}
  </Field>
);
