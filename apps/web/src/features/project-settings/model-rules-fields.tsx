'use client';
import { type ModelRules, modelPrivacies } from '@overmind/contracts/entities/model';
import { type ModelWork, modelWork } from '@overmind/contracts/entities/model-work';
import { X } from 'lucide-react';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { Button } from '#components/ui/button.tsx';
import { ChoiceFields, choiceOf } from '#features/model-rules/choice-fields.tsx';
import { PreferredModels } from '#features/model-rules/preferred-models.tsx';
import { modelRules as text } from '#text/model-rules.ts';
import { projectModels } from '#text/project-models.ts';
import type { SettingsForm } from './use-project-settings.ts';

/** Rules for models by kind of work: of tasks, of reviews, of turns in discussions. */
export function ModelRulesFields({ form: { draft, change } }: { form: SettingsForm }) {
  const { model_rules: rules } = draft;
  const set = (work: ModelWork, next: ModelRules | null) => {
    const { [work]: _, ...others } = rules;
    change({ model_rules: next === null ? others : { ...others, [work]: next } });
  };
  const named = modelWork.filter((work) => rules[work] !== undefined);
  return (
    <div className="max-w-2xl space-y-4">
      {named.length === 0 ? <p className="text-ink-3 text-sm">{text.none}</p> : null}
      {named.map((work) => (
        <RulesOf
          key={work}
          work={work}
          rules={rules[work] ?? {}}
          onChange={(next) => set(work, next)}
          onRemove={() => set(work, null)}
        />
      ))}
      <ChoiceSelect
        label={text.add}
        className="max-w-xs"
        options={[
          ['', text.choose],
          ...optionsOf(
            modelWork.filter((work) => !named.includes(work)),
            text.work,
          ),
        ]}
        value=""
        onChange={(work) => (work === '' ? undefined : set(work, {}))}
      />
    </div>
  );
}

interface RulesOfProps {
  work: ModelWork;
  rules: ModelRules;
  onChange(rules: ModelRules): void;
  onRemove(): void;
}

function RulesOf({ work, rules, onChange, onRemove }: RulesOfProps) {
  const { privacy, prefer, ...choice } = rules;
  const kept = {
    ...(privacy === undefined ? {} : { privacy }),
    ...(prefer === undefined ? {} : { prefer }),
  };
  return (
    <fieldset className="space-y-4 rounded-card border bg-surface p-3">
      <legend className="sr-only">{text.work[work]}</legend>
      <div className="flex items-center gap-2">
        <h3 className="mr-auto font-medium text-sm">{text.work[work]}</h3>
        <Button look="quiet" size="icon" aria-label={text.remove(text.work[work])} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      <ChoiceSelect
        label={text.privacy}
        options={[['', text.asProject], ...optionsOf(modelPrivacies, projectModels.options)]}
        value={privacy ?? ''}
        onChange={(wanted) => {
          const { privacy: _, ...others } = rules;
          onChange(wanted === '' ? others : { ...others, privacy: wanted });
        }}
      />
      <PreferredModels
        label={text.prefer}
        hint={text.preferHint}
        models={prefer ?? []}
        onChange={(models) => {
          const { prefer: _, ...others } = rules;
          onChange(models.length === 0 ? others : { ...others, prefer: models });
        }}
      />
      <ChoiceFields value={choiceOf(choice)} onChange={(next) => onChange({ ...kept, ...next })} />
    </fieldset>
  );
}
