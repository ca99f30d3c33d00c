'use client';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { FoldedPart } from '#features/agents/form/folded-part.tsx';
import { LinesField } from '#features/agents/form/lines-field.tsx';
import { NumberField } from '#features/agents/form/number-field.tsx';
import { ChoiceFields } from '#features/model-rules/choice-fields.tsx';
import { choiceSummary } from '#features/model-rules/choice-words.ts';
import { PreferredModels } from '#features/model-rules/preferred-models.tsx';
import { SwitchLine } from '#features/project-settings/switch-line.tsx';
import { agentForm } from '#text/agent-form.ts';
import { modelRules as rules } from '#text/model-rules.ts';
import { personas as text } from '#text/personas.ts';
import type { PersonaDraft } from './persona-draft.ts';

interface FieldsProps {
  draft: PersonaDraft;
  onChange(patch: Partial<PersonaDraft>): void;
}

/** Who it is. A key is chosen once. */
export const IdentityFields = ({ draft, onChange, isNew }: FieldsProps & { isNew: boolean }) => (
  <div className="grid gap-3 sm:grid-cols-2">
    {isNew ? (
      <Field label={text.key} hint={text.keyHint}>
        {(control) => (
          <Input
            {...control}
            value={draft.key}
            maxLength={32}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => onChange({ key: event.target.value })}
          />
        )}
      </Field>
    ) : null}
    <Field label={text.name}>
      {(control) => (
        <Input
          {...control}
          value={draft.name}
          maxLength={80}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      )}
    </Field>
    <Field label={text.role} className="sm:col-span-2">
      {(control) => (
        <Input
          {...control}
          value={draft.role}
          maxLength={200}
          onChange={(event) => onChange({ role: event.target.value })}
        />
      )}
    </Field>
  </div>
);

/** What the model is told, and what it must not be mixed with. */
export const InstructionFields = ({ draft, onChange }: FieldsProps) => (
  <div className="space-y-3">
    <Field label={text.prompt} hint={text.promptHint}>
      {(control) => (
        <Textarea
          {...control}
          rows={9}
          maxLength={20_000}
          value={draft.systemPrompt}
          onChange={(event) => onChange({ systemPrompt: event.target.value })}
        />
      )}
    </Field>
    <p role="note" className="rounded-md border border-signal/60 bg-signal-soft px-3 py-2 text-xs">
      {text.warning}
    </p>
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={text.style}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={2_000}
            value={draft.style}
            onChange={(event) => onChange({ style: event.target.value })}
          />
        )}
      </Field>
      <Field label={text.format}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={2_000}
            value={draft.format}
            onChange={(event) => onChange({ format: event.target.value })}
          />
        )}
      </Field>
    </div>
  </div>
);

/** How it judges, and how much its judgement counts. */
export const JudgementFields = ({ draft, onChange }: FieldsProps) => (
  <div className="grid gap-3 sm:grid-cols-2">
    <LinesField label={text.traits} lines={draft.traits} onChange={(traits) => onChange({ traits })} />
    <LinesField
      label={text.criteria}
      lines={draft.criteria}
      onChange={(criteria) => onChange({ criteria })}
    />
    <LinesField
      label={text.topics}
      hint={text.topicsHint}
      lines={draft.topics}
      onChange={(topics) => onChange({ topics })}
    />
    <NumberField
      label={text.weight}
      hint={text.weightHint}
      value={draft.weight ?? Number.NaN}
      min={0}
      max={100}
      onChange={(weight) => onChange({ weight: Number.isNaN(weight) ? null : weight })}
    />
  </div>
);

const privacies = ['local_only', 'no_training', 'any'] as const;

/** Which models speak for it, and whether it comes by itself. */
export const PolicyFields = ({ draft, onChange }: FieldsProps) => (
  <div className="grid gap-3 sm:grid-cols-2">
    <ChoiceSelect
      label={text.privacy}
      options={[['', text.anyModel], ...optionsOf(privacies, agentForm.privacyWays)]}
      value={draft.privacy ?? ''}
      onChange={(privacy) => onChange({ privacy: privacy === '' ? null : privacy })}
    />
    {draft.privacy === null ? null : (
      <PreferredModels
        label={text.prefer}
        models={draft.prefer}
        onChange={(prefer) => onChange({ prefer })}
      />
    )}
    {draft.privacy === null ? null : (
      <div className="sm:col-span-2">
        <FoldedPart title={rules.choice} summary={choiceSummary(draft.choice)}>
          <ChoiceFields value={draft.choice} onChange={(choice) => onChange({ choice })} />
        </FoldedPart>
      </div>
    )}
    <div className="sm:col-span-2">
      <SwitchLine
        label={text.enabled}
        hint={text.enabledHint}
        isOn={draft.isEnabled}
        onChange={(isEnabled) => onChange({ isEnabled })}
      />
    </div>
  </div>
);
