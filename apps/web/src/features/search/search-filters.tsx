'use client';
import { searchKinds } from '@overmind/contracts/entities/search';
import { ChoiceSelect, optionsOf } from '#components/choice-select.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { usePersonas } from '#features/personas/use-personas.ts';
import { useView } from '#features/project/project-context.tsx';
import { search as text } from '#text/search.ts';
import { statusOptions } from './statuses.ts';
import type { SearchFilter } from './use-search-filter.ts';

interface SearchFiltersProps {
  filter: SearchFilter;
  onChange(patch: Partial<SearchFilter>): void;
}

export function SearchFilters({ filter, onChange }: SearchFiltersProps) {
  const agents = useView((view) => view.agents);
  const personas = usePersonas().data?.items ?? [];
  const people = [
    ...agents.map(({ id, name }) => [id, name] as const),
    ...personas.map(({ persona: { key, name } }) => [key, text.persona(name)] as const),
  ];
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
      <ChoiceSelect
        label={text.kind}
        options={[['', text.any], ...optionsOf(searchKinds, text.kinds)]}
        value={filter.kind ?? ''}
        onChange={(kind) => onChange({ kind: kind === '' ? null : kind })}
      />
      <ChoiceSelect
        label={text.agent}
        options={[['', text.any], ...people]}
        value={people.some(([each]) => each === filter.agent) ? (filter.agent ?? '') : ''}
        onChange={(agent) => onChange({ agent: agent === '' ? null : agent })}
      />
      <ChoiceSelect
        label={text.status}
        options={[['', text.any], ...statusOptions(filter.kind)]}
        value={filter.status ?? ''}
        onChange={(status) => onChange({ status: status === '' ? null : status })}
      />
      <Day label={text.from} value={filter.from} onChange={(from) => onChange({ from })} />
      <Day
        label={text.to}
        value={filter.to}
        error={isBackwards(filter) ? text.backwards : undefined}
        onChange={(to) => onChange({ to })}
      />
    </div>
  );
}

const isBackwards = ({ from, to }: SearchFilter): boolean => from !== null && to !== null && to < from;

interface DayProps {
  label: string;
  error?: string | undefined;
  value: string | null;
  onChange(value: string | null): void;
}

const Day = ({ label, value, error, onChange }: DayProps) => (
  <Field label={label} error={error}>
    {(control) => (
      <Input
        {...control}
        type="date"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
      />
    )}
  </Field>
);
