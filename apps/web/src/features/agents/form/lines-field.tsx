'use client';
import { Field, Textarea } from '#components/ui/field.tsx';

interface LinesFieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  lines: readonly string[];
  onChange(lines: string[]): void;
}

/** A list, an entry a line. */
export const LinesField = ({ label, hint, error, lines, onChange }: LinesFieldProps) => (
  <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
    {(control) => (
      <Textarea
        {...control}
        rows={Math.min(8, Math.max(2, lines.length))}
        value={lines.join('\n')}
        spellCheck={false}
        autoCapitalize="off"
        className="font-mono text-xs"
        onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
      />
    )}
  </Field>
);
