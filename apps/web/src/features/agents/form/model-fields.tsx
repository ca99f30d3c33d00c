'use client';
import { Field, Select, Textarea } from '#components/ui/field.tsx';
import { agentForm as text } from '#text/agent-form.ts';
import { LinesField } from './lines-field.tsx';
import type { PartProps } from './part-props.ts';

const privacies = ['local_only', 'no_training', 'any'] as const;

/** Which language models may do its work. */
export function ModelFields({ draft: { model }, change }: PartProps) {
  const set = (patch: Partial<typeof model>) => change({ model: { ...model, ...patch } });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={text.privacy}>
        {(control) => (
          <Select
            {...control}
            value={model.privacy}
            onChange={(event) =>
              set({ privacy: privacies.find((each) => each === event.target.value) ?? '' })
            }
          >
            <option value="">{text.anyModel}</option>
            {privacies.map((each) => (
              <option key={each} value={each}>
                {text.privacyWays[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {model.privacy === '' ? null : (
        <LinesField label={text.prefer} lines={model.prefer} onChange={(prefer) => set({ prefer })} />
      )}
    </div>
  );
}

/** Words that go with every task. */
export const PromptField = ({ draft, change }: PartProps) => (
  <Field label={text.prompt} hint={text.promptHint}>
    {(control) => (
      <Textarea
        {...control}
        rows={3}
        value={draft.prompt}
        onChange={(event) => change({ prompt: event.target.value })}
      />
    )}
  </Field>
);
