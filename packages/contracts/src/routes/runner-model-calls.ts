import { z } from 'zod';
import { AgentName } from '../entities/agent.ts';
import { Micros } from '../entities/budget.ts';
import { ModelCall } from '../entities/model.ts';
import { PromptUse } from '../entities/model-call.ts';
import { Timestamp, Uuid } from '../entities/primitives.ts';
import { defineRoute } from './route.ts';

/* What a runner says of the models that it calls by itself, for the work of a run or for its reviewers. */
const runner = { kind: 'runner' } as const;
const params = z.strictObject({ id: Uuid, call_id: Uuid });
const lease = { lease_token: z.string().min(1).max(32) };
const StartedAt = Timestamp.nullable().meta({
  description: 'what the server answered to the first attempt of the call; its budgets are those of that day',
});

export const RunCallHold = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    started_at: Timestamp,
    warnings: z.array(z.string()).meta({ description: 'soft limits that are passed now' }),
  }),
  z.object({
    ok: z.literal(false),
    detail: z.string(),
    is_held: z.boolean().meta({
      description: 'only what other calls may yet take stands in the way: ask again when they have ended',
    }),
  }),
]);
export type RunCallHold = z.infer<typeof RunCallHold>;

export const holdForRunCall = defineRoute({
  id: 'runs.model_calls.hold',
  method: 'POST',
  path: '/runs/:id/model-calls/:call_id/hold',
  summary:
    'For runners: set aside what an attempt of a call may take, before it begins; until the call is entered or the run ends',
  policy: runner,
  params,
  body: z.strictObject({
    ...lease,
    started_at: StartedAt,
    micros: Micros.nullable().meta({ description: 'at most; null where the price is not known' }),
    taken_micros: Micros.meta({ description: 'by earlier attempts of the call' }),
  }),
  response: RunCallHold,
});

/** What the server knows of it by itself is left out. */
export const RunModelCall = ModelCall.omit({ id: true, scope: true, started_at: true });
export type RunModelCall = z.infer<typeof RunModelCall>;

export const enterRunCall = defineRoute({
  id: 'runs.model_calls.enter',
  method: 'POST',
  path: '/runs/:id/model-calls/:call_id',
  summary: 'For runners: enter a call that is over into the ledger; said again it is the same call',
  policy: runner,
  params,
  body: z.strictObject({
    ...lease,
    started_at: StartedAt,
    reviewer: AgentName.nullable().meta({ description: "null for the run's own agent" }),
    call: RunModelCall,
    prompt: PromptUse.optional().meta({ description: 'which version of a prompt it was made of' }),
  }),
});
