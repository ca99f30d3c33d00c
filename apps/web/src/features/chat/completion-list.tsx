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
  <div className="absolute inset-x-2 bottom-full z-20 mb-1 animate-rise overflow-hidden rounded-lg border bg-raised shadow-pop">
    <div
      id={id}
      role="listbox"
      aria-label={chat.completions[current.kind]}
      tabIndex={0}
      className="max-h-72 overflow-y-auto p-1"
    >
      {items.map((item) => (
        <Option
          key={item.insert}
          id={optionId(id, item)}
          item={item}
          isCurrent={item === current}
          onPick={onPick}
        />
      ))}
    </div>
    <p className="flex items-center gap-3 border-t px-3 py-1 text-2xs text-ink-3">
      <span className="min-w-0 flex-1 truncate">
        {current.example === undefined ? null : `${chat.example} ${current.example}`}
      </span>
      <span className="max-md:hidden">{chat.completionKeys}</span>
    </p>
  </div>
);

interface OptionProps {
  id: string;
  item: Completion;
  isCurrent: boolean;
  onPick(item: Completion): void;
}

const Option = ({ id, item, isCurrent, onPick }: OptionProps) => (
  <button
    id={id}
    ref={isCurrent ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
    type="button"
    role="option"
    tabIndex={-1}
    aria-selected={isCurrent}
    title={item.words}
    onMouseDown={(event) => event.preventDefault()}
    onClick={() => onPick(item)}
    className={cn(
      'flex w-full items-baseline gap-3 rounded-md px-2 py-1 text-left text-sm max-md:min-h-11 max-md:items-center',
      isCurrent && 'bg-ink/8',
    )}
  >
    <span className="min-w-16 shrink-0 font-medium tabular-nums">{item.label}</span>
    <span className={cn('text-ink-2 text-xs', !isCurrent && 'truncate')}>
      {item.kind === 'agent' && item.words === '' ? chat.agentOff : item.words}
    </span>
  </button>
);
