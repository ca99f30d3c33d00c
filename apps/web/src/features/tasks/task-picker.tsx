'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { Loader2, Plus } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Input } from '#components/ui/field.tsx';
import { useView } from '#features/project/project-context.tsx';
import { cn } from '#lib/class-names.ts';
import { isComposing } from '#lib/is-composing.ts';
import { tasks as text } from '#text/tasks.ts';
import { StatusMark } from './task-marks.tsx';

interface TaskPickerProps {
  label: string;
  excluded: readonly string[];
  isBusy: boolean;
  onPick(taskId: string): void;
}

const mostShown = 8;

/** Open tasks first that hold the words in their key or title. */
export function findTasks(tasks: readonly Task[], words: string, excluded: readonly string[]): Task[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const isOver = ({ status }: Task) => (status === 'done' || status === 'canceled' ? 1 : 0);
  return tasks
    .filter(
      ({ id, key, title }) => !excluded.includes(id) && `${key} ${title}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => isOver(a) - isOver(b))
    .slice(0, mostShown);
}

/** Finds a task by its key or title; arrows and Enter choose. */
export function TaskPicker({ label, excluded, isBusy, onPick }: TaskPickerProps) {
  const tasks = useView((view) => view.tasks);
  const [words, setWords] = useState('');
  const [marked, setMarked] = useState(0);
  const listId = useId();
  const found = findTasks(tasks, words, excluded);
  const current = found[Math.min(marked, found.length - 1)];
  const pick = (task: Task) => {
    setWords('');
    setMarked(0);
    onPick(task.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (current === undefined || isComposing(event)) return;
    if (event.key === 'ArrowDown') setMarked((marked + 1) % found.length);
    else if (event.key === 'ArrowUp') setMarked((marked + found.length - 1) % found.length);
    else if (event.key === 'Enter') pick(current);
    else if (event.key === 'Escape') setWords('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const Icon = isBusy ? Loader2 : Plus;
  return (
    <div>
      <div className="relative">
        <Icon
          className={cn(
            'absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3',
            isBusy && 'animate-spin',
          )}
          aria-hidden
        />
        <Input
          role="combobox"
          aria-label={label}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          {...(current === undefined ? {} : { 'aria-activedescendant': `${listId}${current.id}` })}
          placeholder={label}
          disabled={isBusy}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
          className="pl-7"
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label={label}
        className={cn('mt-1 rounded-lg border bg-raised p-1 shadow-card', found.length === 0 && 'hidden')}
      >
        {found.map((task) => (
          <button
            key={task.id}
            id={`${listId}${task.id}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={task === current}
            onClick={() => pick(task)}
            className={cn(
              'flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm max-md:min-h-11',
              task === current && 'bg-ink/8',
            )}
          >
            <StatusMark status={task.status} withWords={false} />
            <span className="shrink-0 text-ink-3 text-xs tabular-nums">{task.key}</span>
            <span className="truncate">{task.title}</span>
          </button>
        ))}
      </div>
      {words.trim() !== '' && found.length === 0 ? (
        <p className="mt-1 text-ink-3 text-xs">{text.noSuchTask}</p>
      ) : null}
    </div>
  );
}
