'use client';
import {
  ModelComplexity,
  type ModelRules,
  ModelWeights,
  modelCapabilities,
} from '@overmind/contracts/entities/model';
import { useId } from 'react';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { modelRules as text } from '#text/model-rules.ts';

/** How a model is chosen for some work; what is absent is as usual. */
export type ModelChoice = Omit<ModelRules, 'privacy' | 'prefer'>;

interface ChoiceProps {
  value: ModelChoice;
  onChange(value: ModelChoice): void;
}

const usual = ModelWeights.parse({});
const preferences = ['order', 'score'] as const;

/** The parts of it that are set, so that it can stand beside other parts of a policy. */
export const choiceOf = (policy: ModelChoice | undefined): ModelChoice =>
  tidy({
    ...{ capabilities: policy?.capabilities, min_context_tokens: policy?.min_context_tokens },
    ...{ complexity: policy?.complexity, weights: policy?.weights, prefer_by: policy?.prefer_by },
  });

export function ChoiceFields({ value, onChange }: ChoiceProps) {
  const set = (patch: Unset) => onChange(tidy({ ...value, ...patch }));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Capabilities value={value} onChange={onChange} />
      <Weights weights={value.weights ?? usual} onChange={(weights) => set({ weights })} />
      <Field label={text.context} hint={text.contextHint}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={1_000_000_000}
            value={value.min_context_tokens ?? ''}
            onChange={({ target }) =>
              set({ min_context_tokens: target.value === '' ? undefined : target.valueAsNumber })
            }
          />
        )}
      </Field>
      <ChoiceSelect
        label={text.complexity}
        options={[['', text.estimated], ...optionsOf(ModelComplexity.options, text.complexities)]}
        value={value.complexity ?? ''}
        onChange={(complexity) => set({ complexity: complexity === '' ? undefined : complexity })}
      />
      <ChoiceSelect
        label={text.preferBy}
        options={optionsOf(preferences, text.preferred)}
        value={value.prefer_by ?? 'order'}
        onChange={(by) => set({ prefer_by: by === 'score' ? by : undefined })}
      />
    </div>
  );
}

function Capabilities({ value, onChange }: ChoiceProps) {
  const chosen = value.capabilities ?? [];
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 font-medium text-ink-2 text-xs">{text.capabilities}</legend>
      {modelCapabilities.map((each) => (
        <label key={each} className="flex min-h-6 items-center gap-2 text-sm max-md:min-h-11">
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-(--accent)"
            checked={chosen.includes(each)}
            onChange={({ target }) => {
              const others = chosen.filter((other) => other !== each);
              onChange(tidy({ ...value, capabilities: target.checked ? [...others, each] : others }));
            }}
          />
          {text.capability[each]}
        </label>
      ))}
    </fieldset>
  );
}

const weightNames = ['cost', 'quality', 'latency'] as const;

function Weights({ weights, onChange }: { weights: ModelWeights; onChange(weights: ModelWeights): void }) {
  const id = useId();
  return (
    <fieldset className="min-w-0 space-y-1">
      <legend className="mb-1 font-medium text-ink-2 text-xs">{text.weights}</legend>
      {weightNames.map((name) => (
        <div key={name} className="flex min-h-6 items-center gap-2 text-sm max-md:min-h-11">
          <label htmlFor={`${id}-${name}`} className="w-28 shrink-0">
            {text.weight[name]}
          </label>
          <input
            id={`${id}-${name}`}
            type="range"
            min={0}
            max={100}
            className="min-w-0 flex-1 accent-(--accent)"
            value={weights[name]}
            onChange={({ target }) => onChange({ ...weights, [name]: target.valueAsNumber })}
          />
          <span className="w-8 shrink-0 text-right text-ink-3 text-xs tabular-nums">{weights[name]}</span>
        </div>
      ))}
    </fieldset>
  );
}

type Unset = { [Name in keyof ModelChoice]: ModelChoice[Name] | undefined };

const isUsualWeight = (value: unknown): boolean => JSON.stringify(value) === JSON.stringify(usual);
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === 0 || (Array.isArray(value) && value.length === 0) || isUsualWeight(value);

/** Without what is as usual. */
const tidy = (choice: Unset): ModelChoice =>
  Object.fromEntries(Object.entries(choice).filter(([, value]) => !isEmpty(value)));
