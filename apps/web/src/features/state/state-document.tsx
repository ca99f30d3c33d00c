'use client';
import type { StateVersion } from '@overmind/contracts/entities/state';
import { useMemo } from 'react';
import { CopyButton } from '#components/copy-button.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { state as text } from '#text/state.ts';
import { type Token, yamlTokens } from './yaml-tokens.ts';

const tones: Record<Token['kind'], string> = {
  key: 'text-accent',
  string: 'text-ink',
  number: 'text-review',
  word: 'text-running',
  mark: 'text-ink-3',
  comment: 'text-ink-3 italic',
  plain: '',
};

export function StateDocument({ version }: { version: StateVersion }) {
  const lines = useMemo(
    () => version.content.replace(/\n$/, '').split('\n').map(yamlTokens),
    [version.content],
  );
  return (
    <article aria-label={text.document} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2.5">
        <h2 className="font-semibold">{text.version(version.version)}</h2>
        <span className="text-ink-2 text-sm">{version.reason}</span>
        <TimeAgo iso={version.created_at} className="text-ink-3 text-xs" />
        <span className="ml-auto flex items-center gap-1 text-ink-3 text-xs">
          {text.hash} <code className="font-mono">{version.content_hash.slice(0, 12)}…</code>
          <CopyButton text={version.content_hash} className="size-6" />
        </span>
        <CopyButton text={version.content} label={text.copyDocument} />
      </header>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto bg-surface py-3 font-mono text-xs leading-5 focus-visible:outline-offset-[-2px]"
      >
        {lines.map((tokens, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a version never change
          <div key={index} className="flex hover:bg-ink/4">
            <span className="w-12 shrink-0 select-none pr-4 text-right text-ink-3 tabular-nums" aria-hidden>
              {index + 1}
            </span>
            <code className="whitespace-pre-wrap pr-4 [overflow-wrap:anywhere]">
              {tokens.map((token, position) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <span key={position} className={tones[token.kind]}>
                  {token.text}
                </span>
              ))}
              {'\n'}
            </code>
          </div>
        ))}
      </pre>
    </article>
  );
}
