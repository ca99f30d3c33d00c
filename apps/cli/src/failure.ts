import { AppError, type ErrorCode } from '@overmind/contracts/errors';

export const exitCodes = { ok: 0, failed: 1, usage: 2, notSignedIn: 3, notFound: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command: a sentence for the person and the code for the shell. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: ExitCode;

  constructor(sentence: string, exitCode: ExitCode = exitCodes.failed) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

const exitCodeOf: Partial<Record<ErrorCode, ExitCode>> = {
  unauthenticated: exitCodes.notSignedIn,
  not_found: exitCodes.notFound,
};

function explainAppError(error: AppError): Failure {
  if (error.code === 'unauthenticated') {
    return new Failure('You are not signed in, or no longer. Run: npx overmind login', exitCodes.notSignedIn);
  }
  const fields = (error.errors ?? []).map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`);
  const isOneSentence = fields.length === 0 || fields.some((field) => field.endsWith(error.message));
  const sentence = isOneSentence ? error.message : [error.message, ...fields].join('\n  ');
  return new Failure(sentence, exitCodeOf[error.code] ?? exitCodes.failed);
}

/** What the person is told about any error. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof AppError) return explainAppError(error);
  return new Failure(error instanceof Error ? error.message : String(error));
}
