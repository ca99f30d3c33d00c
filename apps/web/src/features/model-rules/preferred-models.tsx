'use client';
import { ModelRef } from '@overmind/contracts/entities/model';
import { Field, Select } from '#components/ui/field.tsx';
import { LinesField } from '#features/agents/form/lines-field.tsx';
import { useModels } from '#features/providers/models/use-models.ts';
import { modelRules as text } from '#text/model-rules.ts';

interface PreferredModelsProps {
  label: string;
  hint?: string;
  models: readonly string[];
  onChange(models: string[]): void;
}

/** Models in their order. Any may be written, since a runner may have others than the server; those set up are offered. */
export function PreferredModels({ label, hint, models, onChange }: PreferredModelsProps) {
  const named = models.map((name) => name.trim());
  const wrong = named.find((name) => name !== '' && !ModelRef.safeParse(name).success);
  const offered = useModels()
    .models.map(({ provider, model }) => `${provider}/${model}`)
    .filter((ref) => !named.includes(ref));
  return (
    <div className="space-y-2">
      <LinesField
        label={label}
        lines={models}
        onChange={onChange}
        error={wrong === undefined ? undefined : text.noModel(wrong)}
        {...(hint === undefined ? {} : { hint })}
      />
      {offered.length === 0 ? null : (
        <Field label={text.addModel}>
          {(control) => (
            <Select
              {...control}
              value=""
              onChange={({ target }) =>
                onChange([...models.filter((name) => name.trim() !== ''), target.value])
              }
            >
              <option value="">{text.chooseModel}</option>
              {offered.map((ref) => (
                <option key={ref} value={ref}>
                  {ref}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </div>
  );
}
