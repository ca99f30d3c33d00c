'use client';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { useState } from 'react';

/** Made only once somebody opens it. */
export function Folded({ title, children }: { title: string; children: () => React.ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="text-ink-2 text-sm max-md:min-h-11">{title}</summary>
      <div className="mt-1">{isOpen ? children() : null}</div>
    </details>
  );
}

/** A text that scrolls by itself. */
export const Words = ({ label, words }: { label: string; words: string }) => (
  <section
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    tabIndex={0}
    aria-label={label}
    className="mb-1 max-h-60 overflow-auto rounded-md border bg-sunken p-2"
  >
    <pre className="whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">
      {visibleWords(words)}
    </pre>
  </section>
);
