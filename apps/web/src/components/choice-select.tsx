import type { ReactNode } from 'react';
import { Field, Select } from './ui/field.tsx';

interface ChoiceSelectProps<T extends string> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  /** What may be chosen, each with its words. */
  options: readonly (readonly [value: T, words: string])[];
  value: T;
  onChange(value: T): void;
}

/** One of several words, under a label. What is chosen is always one of the options. */
export const ChoiceSelect = <T extends string>({
  options,
  value,
  onChange,
  ...field
}: ChoiceSelectProps<T>) => (
  <Field {...field}>
    {(control) => (
      <Select
        {...control}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find(([each]) => each === target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </Select>
    )}
  </Field>
);

/** The options of a choice of these, which `words` names. */
export const optionsOf = <T extends string>(
  values: readonly T[],
  words: Record<T, string>,
): (readonly [T, string])[] => values.map((each) => [each, words[each]] as const);
