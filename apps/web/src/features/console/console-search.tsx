'use client';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
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
    <div role="search" aria-label={text.search} className="flex min-w-0 flex-1 items-center gap-0.5">
      <label className="relative min-w-24 flex-1">
        <span className="sr-only">{text.search}</span>
        <Search className="absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3" aria-hidden />
        <Input
          type="search"
          placeholder={text.search}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
          }}
          className="h-7 pl-7 text-xs max-md:h-11"
        />
      </label>
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
    </div>
  );
}
