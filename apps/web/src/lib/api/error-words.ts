import { AppError } from '@overmind/contracts/errors';
import { errors } from '#text/errors.ts';

/** A sentence for a person; a failure nobody foresaw is not shown raw. */
export function errorWords(error: unknown): string {
  if (!(error instanceof AppError)) return errors.unexpected;
  if (error.code === 'rate_limited' && error.retryAfterS !== undefined)
    return errors.rateLimited(error.retryAfterS);
  const first = error.errors?.[0];
  const isSaid = first === undefined || error.message.includes(first.detail);
  return isSaid ? error.message : `${error.message} ${first.pointer}: ${first.detail}`;
}

export const isCode = (error: unknown, code: AppError['code']): boolean =>
  error instanceof AppError && error.code === code;
