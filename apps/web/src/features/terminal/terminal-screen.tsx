'use client';

import '@xterm/xterm/css/xterm.css';
import { Circle } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { terminal as text } from '#text/terminal.ts';
import { useTerminal } from './use-terminal.ts';

interface TerminalScreenProps {
  runId: string;
  onAgain: () => void;
  onClose: () => void;
}

/** Loaded only when a terminal is opened: the screen's code is large. */
export function TerminalScreen({ runId, onAgain, onClose }: TerminalScreenProps) {
  const host = useRef<HTMLDivElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  const state = useTerminal(host, runId, () => closeButton.current?.focus());
  return (
    <section aria-label={text.label} className="flex min-h-0 flex-1 flex-col gap-2 p-3">
      <header className="flex items-center gap-3 text-ink-2 text-sm">
        <span className="flex items-center gap-1.5 text-failed">
          <Circle className="size-2.5 fill-current" aria-hidden />
          {text.recorded}
        </span>
        <span role="status" className="min-w-0 flex-1 truncate">
          {state.name === 'connecting' ? text.connecting : null}
          {state.name === 'open' ? text.leave : null}
          {state.name === 'closed' ? text.ended(state.detail, state.exitCode) : null}
        </span>
        {state.name === 'closed' ? <Button onClick={onAgain}>{text.again}</Button> : null}
        <Button ref={closeButton} onClick={onClose}>
          {text.close}
        </Button>
      </header>
      <div ref={host} className="min-h-64 flex-1 overflow-hidden rounded-md bg-[#0d1117] p-2" />
    </section>
  );
}
