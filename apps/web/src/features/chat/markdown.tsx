'use client';
import { useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { showPart } from '#lib/search-param.ts';
import type { LinkedTask } from './linked-task.ts';
import { taskKeyLinks } from './task-key-links.ts';

const safeAddress = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;
const taskAddress = /[?&]task=([0-9a-f-]{36})$/i;

/** What agents and models write is hostile: no markup of their own, no images (they would call out), plain links only. */
const components: Components = {
  a: ({ href = '', children }) => {
    const taskId = taskAddress.exec(href)?.[1];
    if (taskId !== undefined && /^[/?]/.test(href)) return <TaskLink id={taskId}>{children}</TaskLink>;
    if (!safeAddress.test(href)) return <span>{children}</span>;
    return (
      <a
        href={href}
        {...(href.startsWith('/') ? {} : { target: '_blank', rel: 'noopener noreferrer nofollow' })}
      >
        {children}
      </a>
    );
  },
  img: ({ alt }) => <span className="text-ink-3">[{alt === undefined || alt === '' ? 'image' : alt}]</span>,
};

const TaskLink = ({ id, children }: { id: string; children: React.ReactNode }) => (
  <a
    href={`?task=${id}`}
    onClick={(event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      showPart('task', id);
    }}
  >
    {children}
  </a>
);

const none: readonly LinkedTask[] = [];

export function Markdown({ text, tasks = none }: { text: string; tasks?: readonly LinkedTask[] }) {
  const plugins = useMemo(() => [rehypeSanitize, taskKeyLinks(tasks)], [tasks]);
  return (
    <div className="markdown">
      <ReactMarkdown remarkPlugins={[remarkGfm]} rehypePlugins={plugins} components={components} skipHtml>
        {text}
      </ReactMarkdown>
    </div>
  );
}
