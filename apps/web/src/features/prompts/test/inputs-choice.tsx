'use client';
import type { Prompt, PromptVariable } from '@overmind/contracts/entities/prompt';
import { mostTested } from '@overmind/contracts/entities/prompt-test';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import { Button } from '#components/ui/button.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { promptTest as text } from '#text/prompt-test.ts';
import { MadeInput } from './made-input.tsx';
import { PastInputs } from './past-inputs.tsx';
import { inputKinds, type TestDraft } from './test-draft.ts';

interface InputsChoiceProps {
  prompt: Prompt;
  reader: PromptPlace['reader'];
  test: TestDraft;
  variables: readonly PromptVariable[];
  onChange(patch: Partial<TestDraft>): void;
}

/** On what the texts are tried: earlier inputs, or values of one's own. */
export const InputsChoice = ({ prompt, reader, test, variables, onChange }: InputsChoiceProps) => (
  <fieldset className="space-y-3">
    <legend className="mb-1 font-medium text-ink-2 text-xs">{text.inputs}</legend>
    <div className="flex flex-wrap gap-1">
      {inputKinds.map((kind) => (
        <Button
          key={kind}
          size="sm"
          look={test.kind === kind ? 'plain' : 'quiet'}
          aria-pressed={test.kind === kind}
          onClick={() => onChange({ kind })}
        >
          {text.kinds[kind]}
        </Button>
      ))}
    </div>
    {test.kind === 'latest' ? <Count count={test.count} onChange={(count) => onChange({ count })} /> : null}
    {test.kind === 'made' ? (
      <MadeInput test={test} variables={variables} onChange={onChange} />
    ) : (
      <PastInputs
        promptId={prompt.id}
        none={reader === 'model' ? text.noPast : text.noRuns}
        chosen={test.kind === 'chosen' ? test.chosen : null}
        onChange={(chosen) => onChange({ chosen })}
      />
    )}
  </fieldset>
);

const counts = Array.from({ length: mostTested }, (_, at) => at + 1);

const Count = ({ count, onChange }: { count: number; onChange(count: number): void }) => (
  <Field label={text.count} className="w-32">
    {(control) => (
      <Select {...control} value={count} onChange={({ target }) => onChange(Number(target.value))}>
        {counts.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </Select>
    )}
  </Field>
);
