'use client';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { projectSettings as text } from '#text/project-settings.ts';
import { RepositoryField } from './repository-field.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function GeneralFields({ form }: { form: SettingsForm }) {
  const { draft, errors, change } = form;
  return (
    <div className="max-w-lg space-y-4">
      <Field label={text.name} error={errors.name}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={text.description} error={errors.description}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={5_000}
            className="field-sizing-content max-h-64"
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
      <RepositoryField form={form} />
    </div>
  );
}
