'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import { Field, Select } from '#components/ui/field.tsx';
import { useModels } from '#features/providers/models/use-models.ts';
import { promptTest as text } from '#text/prompt-test.ts';
import type { DraftCheck } from '../editor/version-draft.ts';
import type { SideChoice, TestDraft } from './test-draft.ts';

interface SidesChoiceProps {
  prompt: Prompt;
  /** What was written in this browser and not saved; null for nothing. */
  draft: DraftCheck | null;
  test: TestDraft;
  onChange(patch: Partial<TestDraft>): void;
}

const wordOf = (choice: SideChoice): string => (choice === null ? '' : String(choice));
const choiceIn = (word: string): SideChoice => (word === '' ? null : word === 'draft' ? word : Number(word));

/** Which texts are tried, and on which model. */
export function SidesChoice({ prompt, draft, test, onChange }: SidesChoiceProps) {
  const isSame = test.first === test.second;
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-ink-2 text-xs">{text.texts}</legend>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextSelect
          {...{ prompt, draft }}
          label={text.first}
          value={test.first}
          onChange={(first) => onChange({ first: first ?? prompt.active_version })}
        />
        <TextSelect
          {...{ prompt, draft }}
          label={text.second}
          error={isSame ? text.same : undefined}
          none={text.alone}
          value={test.second}
          onChange={(second) => onChange({ second })}
        />
        {test.asksModel ? <ModelChoice model={test.model} onChange={(model) => onChange({ model })} /> : null}
      </div>
      {draft !== null && !draft.ok ? <p className="mt-1 text-review text-xs">{text.draftBroken}</p> : null}
    </fieldset>
  );
}

interface TextSelectProps extends Pick<SidesChoiceProps, 'prompt' | 'draft'> {
  label: string;
  error?: string | undefined;
  /** The words for no text, where there may be none. */
  none?: string;
  value: SideChoice;
  onChange(choice: SideChoice): void;
}

const TextSelect = ({ prompt, draft, none, value, onChange, ...field }: TextSelectProps) => (
  <Field {...field}>
    {(control) => (
      <Select {...control} value={wordOf(value)} onChange={({ target }) => onChange(choiceIn(target.value))}>
        {none === undefined ? null : <option value="">{none}</option>}
        {draft === null ? null : (
          <option value="draft" disabled={!draft.ok}>
            {text.draft}
          </option>
        )}
        {versionsOf(prompt).map((number) => (
          <option key={number} value={number}>
            {text.version(number, number === prompt.active_version)}
          </option>
        ))}
      </Select>
    )}
  </Field>
);

/** The newest first. */
const versionsOf = ({ latest_version: latest }: Prompt): number[] =>
  Array.from({ length: latest }, (_, index) => latest - index);

function ModelChoice({ model, onChange }: { model: string; onChange(model: string): void }) {
  const { models } = useModels();
  return (
    <Field label={text.model}>
      {(control) => (
        <Select {...control} value={model} onChange={({ target }) => onChange(target.value)}>
          <option value="">{text.asBefore}</option>
          {models
            .filter(({ is_enabled }) => is_enabled)
            .map(({ ref }) => (
              <option key={ref} value={ref}>
                {ref}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}
