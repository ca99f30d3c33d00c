import type { AnyRoute, BodyOf, ParamsOf, QueryOf, ReplyOf } from '@overmind/contracts/routes/route';
import type { Call } from '@overmind/core/call';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request that passed its route's policy and schemas. */
export interface RouteRequest<T extends AnyRoute> {
  call: Call;
  params: ParamsOf<T>;
  query: QueryOf<T>;
  body: BodyOf<T>;
  raw: FastifyRequest;
  reply: FastifyReply;
}

export interface Handler {
  route: AnyRoute;
  handle: (request: RouteRequest<AnyRoute>) => unknown;
}

type Result<T extends AnyRoute> = T['responseKind'] extends 'bytes' ? unknown : ReplyOf<T>;

/** Binds a use case to its declared route. */
export function on<T extends AnyRoute>(
  route: T,
  handle: (request: RouteRequest<T>) => Promise<Result<T>> | Result<T> | Promise<unknown>,
): Handler {
  return { route, handle: handle as Handler['handle'] };
}

/** A short list, whole. */
export const wholeList = async <T>(items: Promise<T[]>): Promise<{ items: T[]; next_cursor: null }> => ({
  items: await items,
  next_cursor: null,
});
