'use client';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { projectSettings as text } from '#text/project-settings.ts';
import type { useProjectSettings } from './use-project-settings.ts';

export type SettingsForm = ReturnType<typeof useProjectSettings>;

export function GeneralFields({ form: { draft, errors, change } }: { form: SettingsForm }) {
  const repository = useView((view) => view.project.default_repo_path);
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
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="space-y-1">
        <p className="font-medium text-ink-2 text-xs">{text.repository}</p>
        <p className="truncate font-mono text-sm">{repository ?? '—'}</p>
        <p className="text-ink-3 text-xs">{repository === null ? text.noRepository : text.repositoryHint}</p>
      </div>
    </div>
  );
}
