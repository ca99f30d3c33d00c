import type { spawn } from '@lydell/node-pty';

export type OpenPty = typeof spawn;

/**
 * What opens pseudoterminals; null where the part for this system is not installed. It is compiled for one system, and
 * a runner that a server gave away may have come to another: all else works there, so it is loaded when it is needed.
 */
export const findPty = (): Promise<OpenPty | null> =>
  import('@lydell/node-pty').then(
    // Bundled, it has no other export.
    (pty) => pty.default.spawn,
    () => null,
  );

/** What a person is told instead of a terminal. */
export const noPty =
  `This runner has no terminals, as its files were made on another system than ${process.platform}-${process.arch}. ` +
  'Install the npm package @lydell/node-pty in the folder that it is started from to have them.';
