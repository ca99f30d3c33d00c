'use client';
import { TaskType, taskTypes } from '@overmind/contracts/entities/task';
import { ListFilter, X } from 'lucide-react';
import { SearchInput } from '#components/search-input.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/field.tsx';
import { HideButton } from '#features/dashboard/hide-button.tsx';
import { useView } from '#features/project/project-context.tsx';
import { board } from '#text/board.ts';
import { taskTypeWords } from '#text/status.ts';
import { useBoardStore } from './board-store.ts';
import { isFiltering } from './columns.ts';

export function BoardFilters() {
  const { filter, setFilter, clearFilter } = useBoardStore();
  const agents = useView((view) => view.agents);
  return (
    <search className="flex h-11 shrink-0 items-center gap-1.5 px-2 max-md:h-14">
      <SearchInput
        label={board.filter}
        icon={ListFilter}
        data-shortcut="filter"
        value={filter.text}
        onChange={(event) => setFilter({ text: event.target.value })}
      />
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
      <HideButton panel="board" />
    </search>
  );
}
