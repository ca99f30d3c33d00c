import { AppError, type ErrorCode, errorCodes, type Problem } from '@overmind/contracts/errors';
import { fromDatabase } from '@overmind/core/database-errors';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What the HTTP framework itself refuses, in our words. */
const frameworkErrors: Record<string, [ErrorCode, string]> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'Send JSON, with content-type: application/json.',
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'The body is larger than this route takes.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed', 'The body is not as long as its content-length says.'],
  FST_ERR_BAD_URL: ['malformed', 'The address is not a valid URL.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'There is nothing at this address.'],
};

function toAppError(error: unknown): AppError {
  const known = fromDatabase(error);
  if (known instanceof AppError) return known;
  const { code, statusCode } = error as Partial<FastifyError>;
  const [ours, detail] = frameworkErrors[code ?? ''] ?? [];
  if (ours && detail) return new AppError(ours, detail);
  if (statusCode === 429)
    return new AppError('rate_limited', 'Too many requests. Wait a little and try again.', {
      retryAfterS: 60,
    });
  if (statusCode === 403 || statusCode === 404)
    return new AppError('not_found', 'There is nothing at this address.');
  if (statusCode === 400) return new AppError('malformed', 'The request is malformed.');
  return new AppError(
    'internal',
    'Something went wrong on our side. The request id helps to find it in the log.',
    { cause: error },
  );
}

/** Whoever hangs up ends what would have been streamed to them; that is no fault of anybody. */
const isOfGoneCaller = (error: unknown, { raw }: FastifyReply): boolean =>
  raw.destroyed && error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** The one place where an error becomes an answer (RFC 9457). */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const known = toAppError(error);
  if (isOfGoneCaller(error, reply)) request.log.info('the caller left before the answer began');
  else if (known.code === 'internal') request.log.error({ err: error }, 'a request failed');
  const { status, title } = errorCodes[known.code];
  const problem: Problem = {
    type: `urn:overmind:problem:${known.code}`,
    title,
    status,
    code: known.code,
    detail: known.message,
    instance: request.id,
    ...(known.rule === undefined ? {} : { rule: known.rule }),
    ...(known.errors === undefined ? {} : { errors: known.errors }),
  };
  // What still comes of the request is not waited for.
  if (known.code === 'request_timeout') reply.header('connection', 'close');
  if (known.retryAfterS !== undefined) reply.header('retry-after', Math.ceil(known.retryAfterS));
  return reply.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
}
