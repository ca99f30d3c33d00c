'use client';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { SearchInput } from '#components/search-input.tsx';
import { Button } from '#components/ui/button.tsx';
import { consoleText as text } from '#text/runs.ts';

interface ConsoleSearchProps {
  typed: string;
  onType(typed: string): void;
  isSearching: boolean;
  position: number;
  total: number;
  onStep(direction: 1 | -1): void;
}

export function ConsoleSearch({ typed, onType, isSearching, position, total, onStep }: ConsoleSearchProps) {
  return (
    <search className="flex min-w-0 flex-1 items-center gap-0.5">
      <SearchInput
        label={text.search}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
        }}
      />
      {isSearching ? (
        <>
          <span className="shrink-0 px-1 text-ink-2 text-xs tabular-nums" role="status">
            {total === 0 ? text.noMatches : text.matches(position, total)}
          </span>
          <Button
            look="quiet"
            size="icon"
            aria-label={text.previous}
            disabled={total === 0}
            onClick={() => onStep(-1)}
          >
            <ChevronUp aria-hidden />
          </Button>
          <Button
            look="quiet"
            size="icon"
            aria-label={text.next}
            disabled={total === 0}
            onClick={() => onStep(1)}
          >
            <ChevronDown aria-hidden />
          </Button>
        </>
      ) : null}
    </search>
  );
}
