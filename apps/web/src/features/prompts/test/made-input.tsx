'use client';
import { modelPrivacies } from '@overmind/contracts/entities/model';
import type { PromptVariable } from '@overmind/contracts/entities/prompt';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { useProjects } from '#features/projects/use-projects.ts';
import { privacyWords } from '#text/model-calls.ts';
import { promptTest as text } from '#text/prompt-test.ts';
import { ValueFields } from '../editor/value-fields.tsx';
import type { TestDraft } from './test-draft.ts';

interface MadeInputProps {
  test: TestDraft;
  variables: readonly PromptVariable[];
  onChange(patch: Partial<TestDraft>): void;
}

/** Values that a person gives, and whose rules and budgets hold for them. */
export function MadeInput({ test, variables, onChange }: MadeInputProps) {
  const projects = useProjects().data?.items ?? [];
  return (
    <div className="space-y-3 rounded-card border bg-surface p-3">
      {variables.length === 0 ? <p className="text-ink-2 text-sm">{text.noVariables}</p> : null}
      <ValueFields variables={variables} typed={test.typed} onChange={(typed) => onChange({ typed })} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={text.project}>
          {(control) => (
            <Select
              {...control}
              value={test.project ?? ''}
              onChange={({ target }) => onChange({ project: target.value === '' ? null : target.value })}
            >
              <option value="">{text.noProject}</option>
              {projects.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <ChoiceSelect
          label={text.privacy}
          options={optionsOf(modelPrivacies, privacyWords)}
          value={test.privacy}
          onChange={(privacy) => onChange({ privacy })}
        />
      </div>
    </div>
  );
}
