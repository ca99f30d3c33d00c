import { AppError } from '@overmind/contracts/errors';
import { refusal } from '../refusal.ts';

interface PgError extends Error {
  code: string;
  constraint?: string;
  table?: string;
}

const isPgError = (error: unknown): error is PgError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(error.code);

const findPgError = (error: unknown): PgError | null => {
  if (isPgError(error)) return error;
  return error instanceof AppError && isPgError(error.cause) ? error.cause : null;
};

/** Whether a row could not come in because its id is that of a row that is here. */
export function isTaken(error: unknown): boolean {
  const found = findPgError(error);
  return found?.code === '23505' && (found.constraint?.endsWith('_pkey') ?? false);
}

/** Whether somebody took the project's key since the keys were read. */
export function isKeyTaken(error: unknown): boolean {
  const found = findPgError(error);
  return found?.code === '23505' && found.constraint === 'projects_key_key';
}

/** What the database says of rows that no installation could have written. */
export function asRefusal(error: unknown): unknown {
  const found = findPgError(error);
  if (!found || !/^2[23]/.test(found.code)) return error;
  const where = found.table === undefined ? 'a row' : `a row of ${found.table}`;
  return refusal(
    `The archive contradicts itself: ${where} breaks a rule of the database (${found.constraint ?? found.code}).`,
    error,
  );
}
