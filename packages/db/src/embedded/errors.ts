/** Every way the embedded database can refuse to start; the message is for the person who runs it. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

export class UnwritableFolderError extends EmbeddedPostgresError {
  override name = 'UnwritableFolderError';
  constructor(folder: string, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(
      `The data folder ${folder} cannot be used by the database (${detail}). ` +
        'Give this user write access to it, or set DATA_DIR to another folder.',
      { cause },
    );
  }
}

export class UnsupportedPlatformError extends EmbeddedPostgresError {
  override name = 'UnsupportedPlatformError';
  constructor(detail: string) {
    super(
      `The embedded PostgreSQL cannot run on ${process.platform}-${process.arch}: ${detail}. ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer instead.',
    );
  }
}

export class OtherMajorVersionError extends EmbeddedPostgresError {
  override name = 'OtherMajorVersionError';
  constructor(cluster: string, found: string, wanted: string) {
    super(
      `The database in ${cluster} was made by PostgreSQL ${found}, and this version runs PostgreSQL ${wanted}. ` +
        'Back it up with the version that made it (overmind backup), move the folder away, and restore the backup.',
    );
  }
}

export class NoDiskSpaceError extends EmbeddedPostgresError {
  override name = 'NoDiskSpaceError';
  constructor(folder: string) {
    super(
      `The disk that holds ${folder} is full: the database cannot start. Free some space and start again.`,
    );
  }
}

export class MissingPasswordError extends EmbeddedPostgresError {
  override name = 'MissingPasswordError';
  constructor(passwordFile: string) {
    super(
      `The password of the embedded database is not the one in ${passwordFile}. ` +
        'Put that file back from a backup of the data folder.',
    );
  }
}

export class PostgresStartError extends EmbeddedPostgresError {
  override name = 'PostgresStartError';
  constructor(what: string, output: string) {
    super(`${what}. It said:\n${output.trim() || '(nothing)'}`);
  }
}
