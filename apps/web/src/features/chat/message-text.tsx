'use client';
import { lazy, Suspense } from 'react';
import { makeVisible } from '#features/console/clean-line.ts';
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
  const visible = text.split('\n').map(visibleLine).join('\n');
  const plain = <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{visible}</p>;
  return isMarkdown ? (
    <Suspense fallback={plain}>
      <Markdown text={visible} tasks={tasks} />
    </Suspense>
  ) : (
    plain
  );
}

// A zero-width joiner (200D) and variation selectors build emoji; in prose they are let be.
const visibleLine = (line: string): string =>
  makeVisible(line)
    .map((piece) =>
      piece.isMadeVisible && piece.text !== 'U+200D'
        ? `⟨${piece.text}⟩`
        : piece.isMadeVisible
          ? '\u200d'
          : piece.text,
    )
    .join('');
