'use client';
import { CornerDownLeft } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Textarea } from '#components/ui/field.tsx';
import { cn } from '#lib/class-names.ts';
import { chat } from '#text/chat.ts';
import { useDraft } from './draft.ts';
import { completionsOf, type SlashCommand } from './slash-commands.ts';

export function Composer({ conversationId, onSay }: { conversationId: string; onSay(text: string): void }) {
  const [text, setText] = useDraft(conversationId);
  const [marked, setMarked] = useState(0);
  const [isListShut, setListShut] = useState(false);
  const listId = useId();
  const offered = isListShut ? [] : completionsOf(text);
  const current = offered[Math.min(marked, offered.length - 1)];

  const change = (next: string) => {
    setText(next);
    setMarked(0);
    setListShut(false);
  };
  const send = () => {
    if (text.trim() === '') return;
    onSay(text.trim());
    change('');
  };
  const completeKey = (event: KeyboardEvent): boolean => {
    if (current === undefined) return false;
    if (event.key === 'ArrowDown') setMarked((marked + 1) % offered.length);
    else if (event.key === 'ArrowUp') setMarked((marked + offered.length - 1) % offered.length);
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)) change(`${current.name} `);
    else if (event.key === 'Escape') setListShut(true);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (completeKey(event)) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="relative shrink-0 border-t p-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {current === undefined ? null : (
        <Completions
          id={listId}
          offered={offered}
          current={current}
          onPick={(command) => change(`${command.name} `)}
        />
      )}
      <div className="relative">
        <Textarea
          data-shortcut="chat"
          aria-label={chat.label}
          placeholder={chat.placeholder}
          value={text}
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          maxLength={20_000}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          aria-autocomplete="list"
          {...(current === undefined
            ? {}
            : { 'aria-controls': listId, 'aria-activedescendant': `${listId}${current.name}` })}
          className="resize-none pr-12"
        />
        <Button
          type="submit"
          look="primary"
          size="icon"
          className="absolute right-1.5 bottom-1.5"
          aria-label={chat.send}
          disabled={text.trim() === ''}
        >
          <CornerDownLeft aria-hidden />
        </Button>
      </div>
      <p className="mt-1 px-0.5 text-2xs text-ink-3 max-md:hidden">{chat.hint}</p>
    </form>
  );
}

interface CompletionsProps {
  id: string;
  offered: readonly SlashCommand[];
  current: SlashCommand;
  onPick(command: SlashCommand): void;
}

const Completions = ({ id, offered, current, onPick }: CompletionsProps) => (
  <div
    id={id}
    role="listbox"
    aria-label={chat.commands}
    className="absolute inset-x-2 bottom-full mb-1 animate-rise rounded-lg border bg-raised p-1 shadow-pop"
  >
    {offered.map((command) => (
      <button
        key={command.name}
        id={`${id}${command.name}`}
        type="button"
        role="option"
        tabIndex={-1}
        aria-selected={command === current}
        onClick={() => onPick(command)}
        className={cn(
          'flex w-full items-baseline gap-3 rounded-md px-2 py-1 text-left text-sm max-md:min-h-11',
          command === current && 'bg-ink/8',
        )}
      >
        <span className="w-20 shrink-0 font-medium">{command.name}</span>
        <span className="truncate text-ink-2 text-xs">{command.words}</span>
      </button>
    ))}
  </div>
);
