'use client';
import { TriangleAlert } from 'lucide-react';
import { projectSettings as text } from '#text/project-settings.ts';
import { NumberField } from './number-field.tsx';
import { SwitchLine } from './switch-line.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function RunFields({ form: { draft, errors, change } }: { form: SettingsForm }) {
  return (
    <div className="max-w-lg space-y-5">
      <NumberField
        label={text.keepDays}
        hint={text.keepDaysHint}
        error={errors.artifact_keep_days}
        most={3_650}
        value={draft.artifact_keep_days}
        onChange={(days) => change({ artifact_keep_days: days })}
      />
      <div className="space-y-2">
        <SwitchLine
          label={text.terminal}
          hint={text.terminalHint}
          isOn={draft.terminal}
          onChange={(terminal) => change({ terminal })}
        />
        {draft.terminal ? (
          <p role="status" className="flex items-start gap-2 rounded-md bg-signal-soft px-2 py-1.5 text-sm">
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-review" aria-hidden />
            {text.terminalWarning}
          </p>
        ) : null}
      </div>
    </div>
  );
}
