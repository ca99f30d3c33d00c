'use client';
import { SearchStatus, searchKinds } from '@overmind/contracts/entities/search';
import type { ReactNode } from 'react';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { search as text } from '#text/search.ts';
import type { SearchFilter } from './use-search-filter.ts';

interface SearchFiltersProps {
  filter: SearchFilter;
  onChange(patch: Partial<SearchFilter>): void;
}

export function SearchFilters({ filter, onChange }: SearchFiltersProps) {
  const agents = useView((view) => view.agents);
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
      <Choice
        label={text.kind}
        value={filter.kind}
        onChange={(kind) => onChange({ kind: searchKinds.find((each) => each === kind) ?? null })}
      >
        {searchKinds.map((each) => (
          <option key={each} value={each}>
            {text.kinds[each]}
          </option>
        ))}
      </Choice>
      <Choice label={text.agent} value={filter.agent} onChange={(agent) => onChange({ agent })}>
        {agents.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice
        label={text.status}
        value={filter.status}
        onChange={(status) =>
          onChange({ status: SearchStatus.options.find((each) => each === status) ?? null })
        }
      >
        {SearchStatus.options.map((each) => (
          <option key={each} value={each}>
            {text.statuses[each]}
          </option>
        ))}
      </Choice>
      <Day label={text.from} value={filter.from} onChange={(from) => onChange({ from })} />
      <Day label={text.to} value={filter.to} onChange={(to) => onChange({ to })} />
    </div>
  );
}

interface OneProps {
  label: string;
  value: string | null;
  onChange(value: string | null): void;
}

const Choice = ({ label, value, onChange, children }: OneProps & { children: ReactNode }) => (
  <Field label={label}>
    {(control) => (
      <Select {...control} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">{text.any}</option>
        {children}
      </Select>
    )}
  </Field>
);

const Day = ({ label, value, onChange }: OneProps) => (
  <Field label={label}>
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
