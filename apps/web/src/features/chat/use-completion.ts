'use client';
import { slashCommands } from '@overmind/domain/requests/slash-commands';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useView } from '#features/project/project-context.tsx';
import { type Completion, complete, completionsAt, noOffer } from './completions.ts';

/** What may complete the word at the caret, nothing while there is none, and the keys that walk through it. */
export function useCompletion(
  text: string,
  caret: number | null,
  onCompleted: (text: string, caret: number) => void,
) {
  const agents = useView((view) => view.agents);
  const tasks = useView((view) => view.tasks);
  const [marked, setMarked] = useState(0);
  const [shutAt, setShutAt] = useState<string | null>(null);
  const found = useMemo(
    () => (caret === null ? noOffer : completionsAt(text, caret, { commands: slashCommands, agents, tasks })),
    [text, caret, agents, tasks],
  );
  const offer = shutAt === text ? noOffer : found;
  const current = offer.items[Math.min(marked, offer.items.length - 1)];
  const pick = (item: Completion) => {
    const done = complete(text, offer, item);
    setMarked(0);
    onCompleted(done.text, done.caret);
  };
  /** True when the key was meant for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    const count = offer.items.length;
    if (current === undefined) return false;
    if (event.key === 'ArrowDown') setMarked((marked + 1) % count);
    else if (event.key === 'ArrowUp') setMarked((marked + count - 1) % count);
    else if (event.key === 'Escape') setShutAt(text);
    else if (event.key === 'Tab' || isPlainEnter(event)) pick(current);
    else return false;
    return true;
  };
  // Enter sends a text that is a finished command or names its task already.
  const isPlainEnter = (event: KeyboardEvent): boolean =>
    event.key === 'Enter' && !event.shiftKey && text.slice(offer.from, offer.to) !== '' && !isFinished();
  const isFinished = (): boolean =>
    text.slice(offer.from, offer.to).toLowerCase() === current?.insert.toLowerCase();
  return { items: offer.items, current, pick, onKey, resetMark: () => setMarked(0) };
}
