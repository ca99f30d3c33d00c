import { z } from 'zod';

/** Every code that crosses a process border, with the HTTP status and title it always has. */
export const errorCodes = {
  malformed: { status: 400, title: 'The request is malformed' },
  unauthenticated: { status: 401, title: 'Sign in to do this' },
  forbidden: { status: 403, title: 'You are not allowed to do this' },
  origin_refused: { status: 403, title: 'This origin is not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This method is not allowed here' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  conflict: { status: 409, title: 'This conflicts with the present state' },
  rule_violated: { status: 409, title: 'A rule forbids this' },
  stale_lease: { status: 409, title: 'The lease is no longer valid' },
  in_progress: { status: 409, title: 'The first call with this key is still running' },
  gone: { status: 410, title: 'This is gone' },
  version_mismatch: { status: 412, title: 'Someone changed this first' },
  too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'This media type is not supported' },
  range_refused: { status: 416, title: 'The file has no such range' },
  host_refused: { status: 421, title: 'This host name is not served here' },
  invalid: { status: 422, title: 'The request breaks a rule of its schema' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Not available right now' },
  storage_full: { status: 507, title: 'The disk is full' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

export const FieldError = z.object({
  pointer: z.string().meta({ description: 'JSON pointer (RFC 6901) to the invalid field' }),
  detail: z.string(),
});
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details. `rule` names the domain rule behind a `rule_violated`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string(),
  instance: z.string(),
  rule: z.string().optional(),
  errors: z.array(FieldError).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Whether a body tells of a failure, by hand: a page that checks nothing else is spared the schemas. */
export function isProblem(body: unknown): body is Pick<Problem, 'code' | 'detail' | 'rule' | 'errors'> {
  if (typeof body !== 'object' || body === null) return false;
  const { code, detail, rule, errors } = body as Record<string, unknown>;
  return (
    typeof code === 'string' &&
    Object.hasOwn(errorCodes, code) &&
    typeof detail === 'string' &&
    (rule === undefined || typeof rule === 'string') &&
    (errors === undefined || (Array.isArray(errors) && errors.every(isFieldError)))
  );
}

function isFieldError(error: unknown): error is FieldError {
  if (typeof error !== 'object' || error === null) return false;
  const { pointer, detail } = error as Record<string, unknown>;
  return typeof pointer === 'string' && typeof detail === 'string';
}

export interface AppErrorDetails {
  rule?: string;
  errors?: FieldError[];
  retryAfterS?: number;
  cause?: unknown;
}

/** The one error that use cases throw; each transport maps it once. `detail` is a sentence for a person. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly rule: string | undefined;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterS: number | undefined;

  constructor(code: ErrorCode, detail: string, details: AppErrorDetails = {}) {
    super(detail, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.rule = details.rule;
    this.errors = details.errors;
    this.retryAfterS = details.retryAfterS;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

export const notFound = (what: string): AppError => new AppError('not_found', `There is no such ${what}.`);
