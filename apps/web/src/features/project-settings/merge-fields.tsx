'use client';
import { mergeStrategies, mergeTargets } from '@overmind/contracts/entities/merge-ways';
import { Field, Input } from '#components/ui/field.tsx';
import { projectSettings as text } from '#text/project-settings.ts';
import { ChoiceList } from './choice-list.tsx';
import type { MergeDraft } from './settings-draft.ts';
import { SwitchLine } from './switch-line.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function MergeFields({ form }: { form: SettingsForm }) {
  const { merge } = form.draft;
  const change = (patch: Partial<MergeDraft>) => form.change({ merge: { ...merge, ...patch } });
  return (
    <div className="max-w-lg space-y-5">
      <SwitchLine
        label={text.onApprove}
        hint={text.onApproveHint}
        isOn={merge.on_approve}
        onChange={(on_approve) => change({ on_approve })}
      />
      <ChoiceList
        label={text.strategy}
        options={mergeStrategies}
        words={text.strategies}
        value={merge.strategy}
        onChange={(strategy) => change({ strategy })}
      />
      <ChoiceList
        label={text.target}
        options={mergeTargets}
        words={text.targets}
        value={merge.target}
        onChange={(target) => change({ target })}
      />
      <SwitchLine
        label={text.mergeChecks}
        hint={text.mergeChecksHint}
        isOn={merge.checks}
        onChange={(checks) => change({ checks })}
      />
      {merge.target === 'local' ? null : <RemoteFields form={form} onChange={change} />}
    </div>
  );
}

interface RemoteFieldsProps {
  form: SettingsForm;
  onChange(patch: Partial<MergeDraft>): void;
}

/** Only work that leaves the machine needs to know of a remote. */
function RemoteFields({ form: { draft, errors }, onChange }: RemoteFieldsProps) {
  const { merge } = draft;
  return (
    <div className="space-y-3">
      <Field label={text.remote} hint={text.remoteHint} error={errors.remote}>
        {(control) => (
          <Input
            {...control}
            value={merge.remote}
            onChange={(event) => onChange({ remote: event.target.value })}
            className="font-mono"
          />
        )}
      </Field>
      {merge.target === 'pull_request' ? (
        <>
          <Field label={text.apiUrl} hint={text.apiUrlHint} error={errors.api_url}>
            {(control) => (
              <Input
                {...control}
                type="url"
                value={merge.api_url}
                placeholder="https://api.github.com"
                onChange={(event) => onChange({ api_url: event.target.value })}
                className="font-mono"
              />
            )}
          </Field>
          <Field label={text.token} hint={text.tokenHint} error={errors.token_env}>
            {(control) => (
              <Input
                {...control}
                value={merge.token_env}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => onChange({ token_env: event.target.value })}
                className="font-mono"
              />
            )}
          </Field>
        </>
      ) : null}
    </div>
  );
}
