'use client';
import { TaskType, taskTypes } from '@overmind/contracts/entities/task';
import { ListFilter, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Input, Select } from '#components/ui/field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { board } from '#text/board.ts';
import { taskTypeWords } from '#text/status.ts';
import { useBoardStore } from './board-store.ts';
import { isFiltering } from './columns.ts';

export function BoardFilters() {
  const { filter, setFilter, clearFilter } = useBoardStore();
  const agents = useView((view) => view.agents);
  return (
    <div
      role="search"
      aria-label={board.filter}
      className="flex h-11 shrink-0 items-center gap-1.5 px-2 max-md:h-14"
    >
      <label className="relative min-w-0 flex-1">
        <span className="sr-only">{board.filter}</span>
        <ListFilter className="absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3" aria-hidden />
        <Input
          type="search"
          data-shortcut="filter"
          placeholder={board.filter}
          value={filter.text}
          onChange={(event) => setFilter({ text: event.target.value })}
          className="h-7 pl-7 text-xs max-md:h-11"
        />
      </label>
      <Select
        aria-label={board.anyAgent}
        value={filter.agentId ?? ''}
        onChange={(event) => setFilter({ agentId: event.target.value === '' ? null : event.target.value })}
        className="h-7 w-28 text-xs max-md:h-11"
      >
        <option value="">{board.anyAgent}</option>
        {agents.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
          </option>
        ))}
      </Select>
      <Select
        aria-label={board.anyType}
        value={filter.type ?? ''}
        onChange={(event) => setFilter({ type: TaskType.safeParse(event.target.value).data ?? null })}
        className="h-7 w-28 text-xs max-md:h-11"
      >
        <option value="">{board.anyType}</option>
        {taskTypes.map((type) => (
          <option key={type} value={type}>
            {taskTypeWords[type]}
          </option>
        ))}
      </Select>
      {isFiltering(filter) ? (
        <Button look="quiet" size="icon" aria-label={board.clear} onClick={clearFilter}>
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}
