'use client';
import { useId } from 'react';

interface ChoiceListProps<T extends string> {
  label: string;
  options: readonly T[];
  words: Record<T, string>;
  value: T;
  onChange(value: T): void;
}

export function ChoiceList<T extends string>({ label, options, words, value, onChange }: ChoiceListProps<T>) {
  const name = useId();
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 font-medium text-ink-2 text-xs">{label}</legend>
      {options.map((each) => (
        <label key={each} className="flex min-h-6 items-center gap-2 text-sm max-md:min-h-11">
          <input
            type="radio"
            name={name}
            className="size-4 shrink-0 accent-(--accent)"
            checked={value === each}
            onChange={() => onChange(each)}
          />
          {words[each]}
        </label>
      ))}
    </fieldset>
  );
}
