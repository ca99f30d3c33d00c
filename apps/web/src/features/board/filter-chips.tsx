'use client';
import { X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { board } from '#text/board.ts';
import { priorityWords, taskTypeWords } from '#text/status.ts';
import { type BoardFilter, type FilterChange, isFiltering, nobody } from './filter.ts';
import { useAgentNames } from './use-board.ts';

interface Chip {
  id: string;
  words: string;
  without: Partial<BoardFilter>;
}

/** Each filter that is set, with a way to take it off. */
export function FilterChips({ filter, onChange, onClear }: FilterChange) {
  const agentNames = useAgentNames();
  const chips = chipsOf(filter, (id) => (id === nobody ? board.nobody : (agentNames.get(id) ?? board.gone)));
  if (!isFiltering(filter)) return null;
  return (
    <ul aria-label={board.activeFilters} className="flex flex-wrap items-center gap-1 px-2 pb-2">
      {chips.map(({ id, words, without }) => (
        <li key={id}>
          <button
            type="button"
            aria-label={board.removeFilter(words)}
            onClick={() => onChange(without)}
            className="flex h-6 items-center gap-1 rounded-full border border-accent/40 bg-accent-soft pr-1.5 pl-2.5 text-xs hover:border-accent max-md:h-11"
          >
            {words}
            <X className="size-3 text-ink-2" aria-hidden />
          </button>
        </li>
      ))}
      <li>
        <Button size="sm" look="quiet" className="h-6" onClick={onClear}>
          {board.clear}
        </Button>
      </li>
    </ul>
  );
}

const without = <T,>(list: readonly T[], value: T): T[] => list.filter((each) => each !== value);

function chipsOf(filter: BoardFilter, agentName: (id: string) => string): Chip[] {
  const chips: Chip[] = [];
  if (filter.text.trim() !== '')
    chips.push({ id: 'text', words: `“${filter.text.trim()}”`, without: { text: '' } });
  for (const type of filter.types)
    chips.push({ id: type, words: taskTypeWords[type], without: { types: without(filter.types, type) } });
  for (const id of filter.agents)
    chips.push({ id, words: agentName(id), without: { agents: without(filter.agents, id) } });
  for (const priority of filter.priorities)
    chips.push({
      id: `p${priority}`,
      words: `P${priority} ${priorityWords[priority] ?? ''}`,
      without: { priorities: without(filter.priorities, priority) },
    });
  if (filter.isWaiting) chips.push({ id: 'waiting', words: board.waiting, without: { isWaiting: false } });
  if (filter.isOverlapping)
    chips.push({ id: 'overlap', words: board.overlapping, without: { isOverlapping: false } });
  if (filter.isMine) chips.push({ id: 'mine', words: board.mine, without: { isMine: false } });
  return chips;
}
