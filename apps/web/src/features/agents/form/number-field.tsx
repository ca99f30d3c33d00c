'use client';
import { Field, Input } from '#components/ui/field.tsx';

interface NumberFieldProps {
  label: string;
  hint?: string;
  value: number;
  min: number;
  max: number;
  /** Whole numbers where it is absent. */
  step?: number;
  onChange(value: number): void;
}

/** A number; an empty field is none, which the form refuses unless it knows what that means. */
export const NumberField = ({ label, hint, value, min, max, step = 1, onChange }: NumberFieldProps) => (
  <Field label={label} {...(hint === undefined ? {} : { hint })}>
    {(control) => (
      <Input
        {...control}
        type="number"
        min={min}
        max={max}
        step={step}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    )}
  </Field>
);
