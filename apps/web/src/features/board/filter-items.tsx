'use client';
import { taskTypes } from '@overmind/contracts/entities/task';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { MenuLabel, MenuLine } from '#components/ui/menu-parts.tsx';
import { useView } from '#features/project/project-context.tsx';
import { board } from '#text/board.ts';
import { priorityWords, taskTypeWords } from '#text/status.ts';
import { type BoardFilter, nobody } from './filter.ts';

interface FilterItemsProps {
  filter: BoardFilter;
  onChange(patch: Partial<BoardFilter>): void;
}

const toggled = <T,>(list: readonly T[], value: T): T[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value];

export function FilterItems({ filter, onChange }: FilterItemsProps) {
  const agents = useView((view) => view.agents);
  const { types, priorities, agents: chosen } = filter;
  return (
    <>
      <Item isOn={filter.isMine} words={board.mine} onToggle={() => onChange({ isMine: !filter.isMine })} />
      <Item
        isOn={filter.isWaiting}
        words={board.waiting}
        onToggle={() => onChange({ isWaiting: !filter.isWaiting })}
      />
      <Item
        isOn={filter.isOverlapping}
        words={board.overlapping}
        onToggle={() => onChange({ isOverlapping: !filter.isOverlapping })}
      />
      <MenuLine />
      <MenuLabel>{board.byAgent}</MenuLabel>
      {[...agents, { id: nobody, name: board.nobody }].map(({ id, name }) => (
        <Item
          key={id}
          isOn={chosen.includes(id)}
          words={name}
          onToggle={() => onChange({ agents: toggled(chosen, id) })}
        />
      ))}
      <MenuLine />
      <MenuLabel>{board.byType}</MenuLabel>
      {taskTypes.map((type) => (
        <Item
          key={type}
          isOn={types.includes(type)}
          words={taskTypeWords[type]}
          onToggle={() => onChange({ types: toggled(types, type) })}
        />
      ))}
      <MenuLine />
      <MenuLabel>{board.byPriority}</MenuLabel>
      {[1, 2, 3, 4, 5].map((priority) => (
        <Item
          key={priority}
          isOn={priorities.includes(priority)}
          words={`P${priority} ${priorityWords[priority] ?? ''}`}
          onToggle={() => onChange({ priorities: toggled(priorities, priority) })}
        />
      ))}
    </>
  );
}

/** Stays open, since filters are often set together. */
const Item = ({ isOn, words, onToggle }: { isOn: boolean; words: string; onToggle(): void }) => (
  <DropdownMenu.CheckboxItem
    checked={isOn}
    onCheckedChange={onToggle}
    onSelect={(event) => event.preventDefault()}
    className="flex cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-[highlighted]:bg-ink/7 max-md:min-h-11"
  >
    <span className="grid size-4 place-items-center">
      {isOn ? <Check className="size-3.5" aria-hidden /> : null}
    </span>
    {words}
  </DropdownMenu.CheckboxItem>
);
