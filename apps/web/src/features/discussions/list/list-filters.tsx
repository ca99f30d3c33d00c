'use client';
import { discussionPhases, discussionStatuses } from '@overmind/contracts/entities/discussion';
import { FilterX } from 'lucide-react';
import { useId } from 'react';
import { SearchInput } from '#components/search-input.tsx';
import { Button } from '#components/ui/button.tsx';
import { Input, Select } from '#components/ui/field.tsx';
import { usePersonas } from '#features/personas/use-personas.ts';
import { discussions as text } from '#text/discussion-list.ts';
import { phaseWords, statusWords } from '#text/discussions.ts';
import { isFiltered, type ListFilter, oneOf } from './use-list-filter.ts';

interface ListFiltersProps {
  filter: ListFilter;
  words: string;
  onWords(words: string): void;
  onChange(patch: Partial<Omit<ListFilter, 'q'>>): void;
  onClear(): void;
}

const slim = 'h-7 w-auto text-xs max-md:h-11';

/** Which discussions are shown: by words, speaker, status, phase and day. */
export function ListFilters({ filter, words, onWords, onChange, onClear }: ListFiltersProps) {
  const personas = usePersonas().data?.items ?? [];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label={text.search}
        title={text.searchHint}
        data-shortcut="filter"
        value={words}
        onChange={(event) => onWords(event.target.value)}
        className="min-w-64 max-sm:min-w-full"
      />
      <Select
        aria-label={text.agent}
        className={slim}
        value={filter.agent}
        onChange={(event) => onChange({ agent: event.target.value })}
      >
        <option value="">{text.anyAgent}</option>
        {personas.map(({ persona: { key, name } }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label={text.status}
        className={slim}
        value={filter.status}
        onChange={(event) => onChange({ status: oneOf(discussionStatuses, event.target.value) })}
      >
        <option value="">{text.anyStatus}</option>
        {discussionStatuses.map((each) => (
          <option key={each} value={each}>
            {statusWords[each]}
          </option>
        ))}
      </Select>
      <Select
        aria-label={text.phase}
        className={slim}
        value={filter.phase}
        onChange={(event) => onChange({ phase: oneOf(discussionPhases, event.target.value) })}
      >
        <option value="">{text.anyPhase}</option>
        {discussionPhases.map((each) => (
          <option key={each} value={each}>
            {phaseWords[each]}
          </option>
        ))}
      </Select>
      <Day name={text.from} value={filter.from} onPick={(from) => onChange({ from })} />
      <Day name={text.to} value={filter.to} onPick={(to) => onChange({ to })} />
      <Button
        size="sm"
        look={filter.isArchived ? 'plain' : 'quiet'}
        aria-pressed={filter.isArchived}
        onClick={() => onChange({ isArchived: !filter.isArchived })}
      >
        {text.archived}
      </Button>
      {isFiltered(filter) ? (
        <Button size="icon" look="quiet" aria-label={text.clear} title={text.clear} onClick={onClear}>
          <FilterX aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}

function Day({ name, value, onPick }: { name: string; value: string; onPick(day: string): void }) {
  const id = useId();
  return (
    <span className="flex items-center gap-1.5 text-ink-2 text-xs">
      <label htmlFor={id}>{name}</label>
      <Input
        id={id}
        type="date"
        className={slim}
        value={value}
        onChange={(event) => onPick(event.target.value)}
      />
    </span>
  );
}
