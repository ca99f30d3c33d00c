'use client';
import { useId } from 'react';
import { Field, Input } from '#components/ui/field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { projectSettings as text } from '#text/project-settings.ts';
import { NumberField } from './number-field.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function StateFields({ form: { draft, errors, change } }: { form: SettingsForm }) {
  const mirrorId = useId();
  return (
    <div className="max-w-lg space-y-5">
      <NumberField
        label={text.keep}
        hint={text.keepHint}
        error={errors.state_keep_versions}
        least={10}
        most={100_000}
        value={draft.state_keep_versions}
        onChange={(versions) => change({ state_keep_versions: versions })}
      />
      <div className="space-y-3">
        <div className="flex items-start gap-3">
          <Switch
            aria-labelledby={mirrorId}
            checked={draft.isMirrored}
            onCheckedChange={(isMirrored) => change({ isMirrored })}
          />
          <div>
            <p id={mirrorId} className="font-medium text-sm">
              {text.mirror}
            </p>
            <p className="text-ink-3 text-xs">{text.mirrorHint}</p>
          </div>
        </div>
        {draft.isMirrored ? (
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={text.branch} hint={text.branchHint} error={errors.branch}>
              {(control) => (
                <Input
                  {...control}
                  value={draft.branch}
                  onChange={(event) => change({ branch: event.target.value })}
                  className="font-mono"
                />
              )}
            </Field>
            <Field label={text.path} hint={text.pathHint} error={errors.path}>
              {(control) => (
                <Input
                  {...control}
                  value={draft.path}
                  onChange={(event) => change({ path: event.target.value })}
                  className="font-mono"
                />
              )}
            </Field>
          </div>
        ) : null}
      </div>
    </div>
  );
}
