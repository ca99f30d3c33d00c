import { AppError } from '@overmind/contracts/errors';

export const maxDepth = 64;

/** The error for a text that is not plain data; `pointer` is where, when that is known. */
export function refuse(detail: string, pointer = ''): AppError {
  return new AppError('invalid', detail, { errors: [{ pointer, detail }] });
}
