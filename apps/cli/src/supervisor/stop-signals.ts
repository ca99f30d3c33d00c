const sameSignalMs = 1_000;

export interface StopCalls {
  stop: () => void;
  force: () => void;
}

/**
 * Ctrl-C reaches the whole foreground group, and npm and start.mjs repeat it: all signals within a second of the
 * first are one. A later one means "at once". Returns what takes the listeners off.
 */
export function onStopSignals({ stop, force }: StopCalls, now: () => number = Date.now): () => void {
  let firstAt: number | null = null;
  const listener = (): void => {
    if (firstAt === null) {
      firstAt = now();
      stop();
    } else if (now() - firstAt >= sameSignalMs) force();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
