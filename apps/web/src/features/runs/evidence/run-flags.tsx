import type { RunFlag } from '@overmind/contracts/entities/run';
import { TriangleAlert } from 'lucide-react';
import { VisibleText } from '#features/console/visible-text.tsx';
import { evidence as text } from '#text/run-page.ts';

/** What a run did to its own tests and checks: first of all, and not to be overlooked. */
export function RunFlags({ flags }: { flags: readonly RunFlag[] }) {
  if (flags.length === 0) return null;
  return (
    <section
      aria-label={text.flagsTitle(flags.length)}
      className="rounded-card border border-signal bg-signal-soft p-3"
    >
      <h2 className="flex items-center gap-2 font-semibold text-sm">
        <TriangleAlert className="size-4 shrink-0 text-review" aria-hidden />
        {text.flagsTitle(flags.length)}
      </h2>
      <p className="mt-0.5 pl-6 text-ink-2 text-sm">{text.flagsHint}</p>
      <ul className="mt-2 space-y-2 pl-6">
        {flags.map((flag, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: flags have no id and keep their places
          <li key={index} className="text-sm [overflow-wrap:anywhere]">
            <span className="font-medium">{text.flags[flag.kind]}</span>{' '}
            <code className="font-mono text-ink-2 text-xs">
              <VisibleText text={flag.line === null ? flag.path : `${flag.path}:${flag.line}`} />
            </code>
            {flag.text.trim() === '' ? null : (
              <pre className="mt-0.5 overflow-x-auto whitespace-pre-wrap rounded-md border bg-raised px-2 py-1 font-mono text-xs">
                {flag.text.split('\n').map((line, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and keep their place
                  <span key={place} className="block">
                    <VisibleText text={line} />
                  </span>
                ))}
              </pre>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
