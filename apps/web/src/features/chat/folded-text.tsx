'use client';
import { useState } from 'react';
import { FoldButton } from '#components/fold-button.tsx';
import type { LinkedTask } from './linked-task.ts';
import { MessageText } from './message-text.tsx';

const mostCharacters = 2_400;
const mostLines = 40;
const shownCharacters = 1_600;
const shownLines = 24;

interface FoldedTextProps {
  text: string;
  isMarkdown: boolean;
  tasks?: readonly LinkedTask[];
}

const noTasks: readonly LinkedTask[] = [];

/** A long text shows its beginning, and all of it when asked. */
export function FoldedText({ text, isMarkdown, tasks = noTasks }: FoldedTextProps) {
  const [isOpen, setOpen] = useState(false);
  const beginning = beginningOf(text);
  if (beginning === null) return <MessageText text={text} isMarkdown={isMarkdown} tasks={tasks} />;
  return (
    <>
      <MessageText text={isOpen ? text : beginning} isMarkdown={isMarkdown} tasks={tasks} />
      <FoldButton isOpen={isOpen} characters={text.length} onToggle={() => setOpen(!isOpen)} />
    </>
  );
}

/** Null for a text that is short enough to stand as it is. */
export function beginningOf(text: string): string | null {
  const lines = text.split('\n', mostLines + 1);
  if (text.length <= mostCharacters && lines.length <= mostLines) return null;
  const beginning = lines.slice(0, shownLines).join('\n').slice(0, shownCharacters);
  return `${beginning.trimEnd()} …`;
}
