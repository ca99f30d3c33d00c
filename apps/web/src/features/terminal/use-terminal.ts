import { FitAddon } from '@xterm/addon-fit';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { openTerminalLine, type TerminalLine } from '#lib/live/terminal-socket.ts';
import { makeScreen } from './screen.ts';

export type TerminalState =
  | { name: 'connecting' | 'open' }
  | { name: 'closed'; detail: string; exitCode: number | null };

/** A screen of its own in `host`, joined to a shell on the runner for as long as it is mounted. */
export function useTerminal(
  host: RefObject<HTMLDivElement | null>,
  runId: string,
  onLeave: () => void,
): TerminalState {
  const [state, setState] = useState<TerminalState>({ name: 'connecting' });
  const leave = useRef(onLeave);
  leave.current = onLeave;

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const screen = makeScreen(element);
    const fit = new FitAddon();
    screen.loadAddon(fit);
    fit.fit();
    screen.attachCustomKeyEventHandler((event) => {
      if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey || event.key !== 'Escape')
        return true;
      leave.current();
      return false;
    });
    const line: TerminalLine = openTerminalLine(runId, screen, {
      onOpened: () => {
        setState({ name: 'open' });
        screen.focus();
      },
      onData: (bytes) => screen.write(bytes),
      onClosed: (detail, exitCode) => setState({ name: 'closed', detail, exitCode }),
    });
    const typed = screen.onData((text) => line.type(text));
    const resized = screen.onResize(({ cols, rows }) => line.resize(cols, rows));
    const watch = new ResizeObserver(() => fit.fit());
    watch.observe(element);
    return () => {
      watch.disconnect();
      typed.dispose();
      resized.dispose();
      line.close();
      screen.dispose();
    };
  }, [host, runId]);

  return state;
}
