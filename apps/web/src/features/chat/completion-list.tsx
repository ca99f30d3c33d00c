'use client';
import { cn } from '#lib/class-names.ts';
import { chat } from '#text/chat.ts';
import type { Completion } from './completions.ts';

interface CompletionListProps {
  id: string;
  items: readonly Completion[];
  current: Completion;
  onPick(item: Completion): void;
}

export const optionId = (listId: string, item: Completion): string => `${listId}${item.insert}`;

export const CompletionList = ({ id, items, current, onPick }: CompletionListProps) => (
  <div
    id={id}
    role="listbox"
    aria-label={chat.completions[current.kind]}
    className="absolute inset-x-2 bottom-full z-20 mb-1 max-h-72 animate-rise overflow-y-auto rounded-lg border bg-raised p-1 shadow-pop"
  >
    {items.map((item) => (
      <button
        key={item.insert}
        id={optionId(id, item)}
        ref={item === current ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
        type="button"
        role="option"
        tabIndex={-1}
        aria-selected={item === current}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onPick(item)}
        className={cn(
          'flex w-full items-baseline gap-3 rounded-md px-2 py-1 text-left text-sm max-md:min-h-11',
          item === current && 'bg-ink/8',
        )}
      >
        <span className="min-w-20 shrink-0 font-medium tabular-nums">{item.label}</span>
        <span className="truncate text-ink-2 text-xs">
          {item.kind === 'agent' && item.words === '' ? chat.agentOff : item.words}
        </span>
      </button>
    ))}
  </div>
);
