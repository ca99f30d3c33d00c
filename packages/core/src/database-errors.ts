import { AppError } from '@overmind/contracts/errors';

interface PgError {
  code: string;
  syscall?: string;
  constraint?: string;
  message: string;
}

const isPgError = (error: unknown): error is Error & PgError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

const ruleViolation = 'OM001';
const uniqueViolation = '23505';
const foreignKeyViolation = '23503';
const diskFull = new Set(['53100', 'ENOSPC']);
const retryable = new Set(['40001', '40P01']);
/** Connection failures and a server that starts or stops. */
const away = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);

/** What the driver says, without a code, of a connection that broke or that there is none of. */
const brokenConnection =
  /connection (terminated|ended)|not queryable|timeout exceeded when trying to connect/i;

/** A database on a unix socket that is not there; any other file that is missing is none. */
const hasNoSocket = ({ code, syscall }: PgError): boolean => code === 'ENOENT' && syscall === 'connect';

const isAway = (error: Error): boolean =>
  (isPgError(error) && (away.has(error.code) || hasNoSocket(error))) || brokenConnection.test(error.message);

export const isRetryable = (error: unknown): boolean => isPgError(error) && retryable.has(error.code);

/** Whether the same may go well later, with nothing wrong in what was tried. */
export const isPassing = (error: unknown): boolean =>
  isRetryable(error) ||
  (error instanceof AppError && (error.code === 'unavailable' || error.code === 'storage_full'));

/** What the database says, as the error a person gets; anything unknown comes back as it is. */
export function fromDatabase(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  if (isAway(error)) {
    return new AppError('unavailable', 'The database is away. Try again in a moment.', {
      retryAfterS: 2,
      cause: error,
    });
  }
  return isPgError(error) ? fromServer(error) : error;
}

function fromServer(error: Error & PgError): unknown {
  if (error.code === ruleViolation) {
    return new AppError('rule_violated', `${error.message[0]?.toUpperCase()}${error.message.slice(1)}.`, {
      rule: error.constraint ?? 'unknown',
      cause: error,
    });
  }
  if (error.code === uniqueViolation && error.constraint === 'agent_runs_one_live') {
    return new AppError('rule_violated', 'This task has a live run already.', {
      rule: 'task.one_live_run',
      cause: error,
    });
  }
  if (error.code === uniqueViolation) {
    return new AppError('conflict', 'There is one like this already.', { cause: error });
  }
  if (error.code === foreignKeyViolation) {
    return new AppError('conflict', 'What this belongs to was deleted meanwhile.', { cause: error });
  }
  if (diskFull.has(error.code)) {
    return new AppError('storage_full', 'The disk is full. Free some space; reading goes on.', {
      cause: error,
    });
  }
  return error;
}
