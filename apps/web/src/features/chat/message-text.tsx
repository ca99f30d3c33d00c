'use client';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { lazy, Suspense } from 'react';
import type { LinkedTask } from './linked-task.ts';

const Markdown = lazy(async () => ({ default: (await import('./markdown.tsx')).Markdown }));

interface MessageTextProps {
  text: string;
  isMarkdown: boolean;
  /** Tasks whose keys become links in the text. */
  tasks?: readonly LinkedTask[];
}

const noTasks: readonly LinkedTask[] = [];

/** Markdown where it is meant, plain until its code has come; hidden characters are shown in both. */
export function MessageText({ text, isMarkdown, tasks = noTasks }: MessageTextProps) {
  const visible = visibleWords(text);
  const plain = <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{visible}</p>;
  return isMarkdown ? (
    <Suspense fallback={plain}>
      <Markdown text={visible} tasks={tasks} />
    </Suspense>
  ) : (
    plain
  );
}
