'use client';
import { ConsoleText } from '#features/console/console-text.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { transcript as text } from '#text/transcript.ts';
import { PatchView } from './patch-view.tsx';
import type { ToolCall } from './tool-call.ts';

/** All that is known of a tool call. Every text in it comes from the agent or what it ran. */
export function ToolCallDetails({ entry }: { entry: ToolCall }) {
  const input = readable(entry.input);
  const isEmpty = input === '' && entry.output === '' && entry.diffs.length === 0;
  return (
    <div className="space-y-3 border-t px-3 py-2.5 text-sm">
      {isEmpty && entry.locations.length === 0 ? <p className="text-ink-3">{text.noDetails}</p> : null}
      {entry.locations.length === 0 ? null : (
        <Labelled label={text.locations}>
          <ul className="flex flex-wrap gap-1.5">
            {entry.locations.map(({ path, line }) => (
              <li
                key={`${path}:${line}`}
                className="max-w-full truncate rounded border bg-sunken px-1.5 font-mono text-xs"
              >
                <VisibleText text={line === null ? path : `${path}:${line}`} />
              </li>
            ))}
          </ul>
        </Labelled>
      )}
      {input === '' ? null : (
        <Labelled label={text.input}>
          <ConsoleText label={text.input} value={input} />
        </Labelled>
      )}
      {entry.diffs.length === 0 ? null : (
        <Labelled label={text.changes(entry.diffs.length)}>
          <div className="space-y-2">
            {entry.diffs.map((diff) => (
              <PatchView key={diff.path} diff={diff} />
            ))}
          </div>
        </Labelled>
      )}
      {entry.output === '' ? null : (
        <Labelled label={text.output}>
          <ConsoleText label={text.output} value={entry.output} />
        </Labelled>
      )}
    </div>
  );
}

const Labelled = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <div>
    <p className="mb-1 font-medium text-ink-3 text-xs">{label}</p>
    {children}
  </div>
);

/** Arguments are JSON; a lone text among them is shown as it is, so that a command reads as one. */
function readable(input: string): string {
  try {
    const value: unknown = JSON.parse(input);
    if (typeof value !== 'object' || value === null) return String(value);
    const [only, ...others] = Object.values(value);
    if (others.length === 0 && (only === undefined || typeof only === 'string')) return only ?? '';
    return JSON.stringify(value, null, 2);
  } catch {
    return input;
  }
}
