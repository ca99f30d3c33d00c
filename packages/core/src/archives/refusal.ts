import { AppError } from '@overmind/contracts/errors';

/** Why an archive does not come in, in a sentence for the person who has it. */
export const refusal = (detail: string, cause?: unknown): AppError =>
  new AppError('invalid', detail, { rule: 'archive.refused', ...(cause === undefined ? {} : { cause }) });
