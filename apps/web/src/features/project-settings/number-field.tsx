import { Field, Input } from '#components/ui/field.tsx';

interface Props {
  label: string;
  hint: string;
  error: string | undefined;
  least?: number;
  most: number;
  value: string;
  onChange: (value: string) => void;
}

/** A whole number. */
export function NumberField({ label, hint, error, least = 1, most, value, onChange }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={least}
          max={most}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="w-36 tabular-nums"
        />
      )}
    </Field>
  );
}
