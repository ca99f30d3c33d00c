'use client';
import { type ReactNode, useId } from 'react';
import { cn } from '#lib/class-names.ts';

export interface Choice<T extends string> {
  value: T;
  title: ReactNode;
  hint?: ReactNode;
}

interface ChoiceCardsProps<T extends string> {
  label: string;
  choices: readonly Choice<T>[];
  value: T;
  onChange(value: T): void;
  className?: string;
}

/** One of a few, each with a word on what it means. */
export function ChoiceCards<T extends string>({
  label,
  choices,
  value,
  onChange,
  className,
}: ChoiceCardsProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-ink-2 text-xs">{label}</legend>
      <div className={cn('grid gap-2', className)}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={cn(
              'flex cursor-pointer items-start gap-2.5 rounded-card border bg-raised px-3 py-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
              value === choice.value ? 'border-ink' : 'hover:border-line-strong',
            )}
          >
            <input
              type="radio"
              name={name}
              className="mt-0.5 size-4 shrink-0 accent-(--ink)"
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
            />
            <span className="min-w-0">
              <span className="font-medium">{choice.title}</span>
              {choice.hint === undefined ? null : (
                <span className="block text-ink-2 text-xs [overflow-wrap:anywhere]">{choice.hint}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
