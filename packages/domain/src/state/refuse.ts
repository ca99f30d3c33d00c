import { AppError } from '@overmind/contracts/errors';

export const maxDepth = 64;

/** The error for a text that is not plain data; `pointer` is where, when that is known. */
export function refuse(detail: string, pointer = ''): AppError {
  return new AppError('invalid', detail, { errors: [{ pointer, detail }] });
}

/** The number of the line that holds this offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** As `refuse`, with the line that it is about. */
export const refuseAt = (detail: string, text: string, offset: number): AppError =>
  refuse(`Line ${lineAt(text, offset)}: ${detail}`);
