'use client';
import { useMemo, useState } from 'react';
import { FoldButton } from '#components/fold-button.tsx';
import { parseMessage } from './ansi.ts';

const mostLines = 30;
const mostCharacters = 6_000;

interface ConsoleTextProps {
  label: string;
  value: string;
}

/** What a program or a tool printed: colours stay, tricks of the terminal and hidden characters do not act. */
export function ConsoleText({ label, value }: ConsoleTextProps) {
  const [isOpen, setOpen] = useState(false);
  const beginning = beginningOf(value);
  const shown = isOpen || beginning === null ? value : beginning;
  const lines = useMemo(() => shown.replace(/\n$/, '').split('\n').map(parseMessage), [shown]);
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a named region that scrolls, not a form */}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        role="group"
        aria-label={label}
        className="max-h-96 overflow-auto rounded-md border bg-sunken p-2 font-mono text-xs leading-[17px] [tab-size:4]"
      >
        {lines.map(({ segments, cutCharacters }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and keep their place
          <span key={index} className="block min-h-[17px]">
            {segments.map((segment, place) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never change places
                key={place}
                style={segment.style}
                className={segment.isMadeVisible ? 'made-visible' : undefined}
              >
                {segment.text}
              </span>
            ))}
            {cutCharacters > 0 ? <span className="text-ink-3 italic"> …</span> : null}
          </span>
        ))}
      </pre>
      {beginning === null ? null : (
        <FoldButton isOpen={isOpen} characters={value.length} onToggle={() => setOpen(!isOpen)} />
      )}
    </div>
  );
}

/** Null for a text that is short enough to stand as it is. */
function beginningOf(value: string): string | null {
  const lines = value.split('\n', mostLines + 1);
  if (value.length <= mostCharacters && lines.length <= mostLines) return null;
  return lines.slice(0, mostLines).join('\n').slice(0, mostCharacters);
}
