import { DATABASE_USER } from './cluster/create.ts';
import type { EmbeddedFolders } from './cluster/folders.ts';
import { type Connection, connectionString } from './process/connect.ts';
import type { ProcessExit } from './process/launch.ts';
import type { ListenAddress } from './process/settings.ts';

export interface EmbeddedPostgresOptions {
  /** Created when missing. The cluster is in its subfolder `postgres`. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** A TCP port; without it there is none (on Windows: a free one). */
  readonly listen?: ListenAddress;
  /** Server settings over ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  readonly connection: Connection;
  readonly connectionString: string;
  readonly pid: number;
  /** Another start made the server, and may end it at any time: see `exited`. */
  readonly adopted: boolean;
  /**
   * Resolves when the server has ended, whoever ended it, or when `stop` let go of an adopted one.
   * How it ended is known only of a server that was not adopted.
   */
  readonly exited: Promise<ProcessExit>;
  /** Ends the server within bounds. Leaves an adopted one running while the process that started it lives. */
  stop(): Promise<void>;
}

export interface StartContext {
  readonly options: EmbeddedPostgresOptions;
  readonly folders: EmbeddedFolders;
  readonly password: string;
  readonly log: (line: string) => void;
}

export function connectionTo(start: StartContext, address: Pick<Connection, 'host' | 'port'>): Connection {
  return { ...address, user: DATABASE_USER, password: start.password, database: 'overmind' };
}

export function embeddedPostgres(
  facts: Pick<EmbeddedPostgres, 'connection' | 'pid' | 'adopted' | 'exited'>,
  stopOnce: () => Promise<void>,
): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopOnce();
    return stopping;
  };
  return {
    ...facts,
    connectionString: connectionString(facts.connection),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
