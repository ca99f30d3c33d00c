import { z } from 'zod';
import { Uuid } from '../entities/primitives.ts';
import { defineRoute } from './route.ts';

/* How a runner keeps to the limits of providers: it takes a turn before each attempt, and leaves after it. */
const runner = { kind: 'runner' } as const;
const params = z.strictObject({ id: Uuid, turn_id: Uuid });
const Tokens = z.number().int().min(0).max(1_000_000_000_000);

export const RunTurn = z.object({
  state: z.enum(['taken', 'waiting', 'unlimited', 'full']).meta({
    description:
      'waiting: ask again at once, under the same id, and it stands where it stood; unlimited: no limit is set for that server; full: too many wait',
  }),
});
export type RunTurn = z.infer<typeof RunTurn>;

export const takeRunTurn = defineRoute({
  id: 'runs.model_turns.take',
  method: 'POST',
  path: '/runs/:id/model-turns/:turn_id',
  summary: 'For runners: wait for the turn of a call of a model; said again it is the same turn',
  policy: runner,
  params,
  body: z.strictObject({
    lease_token: z.string().min(1).max(32),
    provider: z.string().min(1).max(64),
    origin: z.url().max(500).meta({
      description:
        'scheme, host and port of the server that is called; the host is "loopback.invalid" for the own machine',
    }),
    machine: z.string().min(1).max(64).meta({ description: 'the same for all that run on that machine' }),
    tokens: Tokens.meta({ description: 'that the call may take at most' }),
    wait_s: z.number().int().min(0).max(20).default(0),
  }),
  response: RunTurn,
});

export const leaveRunTurn = defineRoute({
  id: 'runs.model_turns.leave',
  method: 'POST',
  path: '/runs/:id/model-turns/:turn_id/leave',
  summary: 'For runners: a call is over, or does not wait any more; said again it does nothing',
  policy: runner,
  params,
  body: z.strictObject({
    tokens: Tokens.nullable().meta({ description: 'that it took; null where that is not known' }),
  }),
});
