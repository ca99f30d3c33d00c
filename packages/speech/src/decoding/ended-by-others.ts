const byOthers: readonly string[] = [
  'SIGKILL',
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
] satisfies NodeJS.Signals[];

/** Whether a signal says that somebody or the system ended a program, and not what it found in its file. */
export const isByOthers = (signal: string | null | undefined): boolean =>
  signal != null && byOthers.includes(signal);
