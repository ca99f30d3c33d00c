/** Where the server listens on TCP; tests only, and Windows, whose Node cannot reach PostgreSQL's sockets. */
export interface ListenAddress {
  readonly host: '127.0.0.1';
  readonly port: number;
}

/** The port in the socket's name when there is no TCP port. */
export const SOCKET_PORT = 5432;

const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  shared_buffers: '32MB',
  max_connections: '60',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '512MB',
  huge_pages: 'off',
  jit: 'off',
  // Three reader processes are not worth their memory beside a small cache.
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  max_worker_processes: '4',
  autovacuum_worker_slots: '4',
  autovacuum_max_workers: '2',
  random_page_cost: '1.1',

  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  min_wal_size: '48MB',
  max_wal_size: '256MB',

  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // "log" leaves out statements' errors: they quote data, and the application reports its own.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  logging_collector: 'off',
};

export function serverArguments(options: {
  cluster: string;
  socket: string;
  listen: ListenAddress | undefined;
  settings: Readonly<Record<string, string>> | undefined;
}): string[] {
  const settings = {
    ...SETTINGS,
    listen_addresses: options.listen?.host ?? '',
    port: String(options.listen?.port ?? SOCKET_PORT),
    unix_socket_directories: process.platform === 'win32' ? '' : options.socket,
    ...options.settings,
  };
  return [
    '-D',
    options.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** The environment without what would change the server's or initdb's behaviour. */
export function serverEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_'),
  );
  return { ...Object.fromEntries(kept), LANG: 'C', LC_ALL: 'C', ...extra };
}
