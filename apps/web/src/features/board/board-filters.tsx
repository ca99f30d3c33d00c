'use client';
import { ListFilter, SlidersHorizontal } from 'lucide-react';
import { lazy, useEffect, useRef, useState } from 'react';
import { SearchInput } from '#components/search-input.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { HideButton } from '#features/dashboard/hide-button.tsx';
import { board } from '#text/board.ts';
import type { FilterChange } from './filter.ts';
import { FilterChips } from './filter-chips.tsx';

const FilterItems = lazy(async () => ({ default: (await import('./filter-items.tsx')).FilterItems }));

export function BoardFilters({ filter, onChange, onClear }: FilterChange) {
  return (
    <search className="shrink-0">
      <div className="flex h-11 items-center gap-1.5 px-2 max-md:h-14">
        <TextFilter text={filter.text} onText={(text) => onChange({ text })} />
        <Menu
          className="w-60"
          trigger={
            <Button size="sm" data-shortcut="filters" title={board.filtersHint}>
              <SlidersHorizontal className="size-3.5!" aria-hidden />
              {board.filters}
            </Button>
          }
        >
          <FilterItems filter={filter} onChange={onChange} />
        </Menu>
        <HideButton panel="board" />
      </div>
      <FilterChips filter={filter} onChange={onChange} onClear={onClear} />
    </search>
  );
}

const pauseMs = 140;

/** Typing goes into the address a moment later: browsers count how often it is changed. */
function TextFilter({ text, onText }: { text: string; onText(text: string): void }) {
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  useEffect(() => {
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed;
      onText(typed);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, onText]);
  return (
    <SearchInput
      label={board.filter}
      icon={ListFilter}
      data-shortcut="filter"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
