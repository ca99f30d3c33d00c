'use client';
import type { PromptVariable } from '@overmind/contracts/entities/prompt';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { promptEditor as text } from '#text/prompts.ts';

interface ValueFieldsProps {
  variables: readonly PromptVariable[];
  typed: Readonly<Record<string, string>>;
  onChange(typed: Record<string, string>): void;
}

/** A field for the value of each variable. */
export const ValueFields = ({ variables, typed, onChange }: ValueFieldsProps) =>
  variables.map((variable) => (
    <ValueField
      key={variable.name}
      variable={variable}
      value={typed[variable.name] ?? ''}
      onChange={(value) => onChange({ ...typed, [variable.name]: value })}
    />
  ));

interface ValueFieldProps {
  variable: PromptVariable;
  value: string;
  onChange(value: string): void;
}

function ValueField({ variable: { name, kind, description }, value, onChange }: ValueFieldProps) {
  const hint = description !== '' ? description : kind === 'list' ? text.listHint : undefined;
  return (
    <Field label={text.value(name)} hint={hint}>
      {(control) =>
        kind === 'list' || kind === 'data' || kind === 'text' ? (
          <Textarea {...control} rows={2} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Input
            {...control}
            inputMode={kind === 'number' ? 'decimal' : 'text'}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
