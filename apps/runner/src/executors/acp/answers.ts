import { z } from 'zod';
import { AgentFailure } from './agent-end.ts';

/** What an agent answers, read with leave where we could do without it: the library behind hands on whatever came. */
const text = z.string().nullish().catch(null);

export const Introduction = z.object({
  protocolVersion: z.unknown(),
  agentCapabilities: z
    .object({
      loadSession: z.boolean().nullish().catch(null),
      sessionCapabilities: z
        .object({ resume: z.looseObject({}).nullish(), close: z.looseObject({}).nullish() })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  authMethods: z
    .array(z.object({ id: z.string() }))
    .nullish()
    .catch(null),
  agentInfo: z.object({ name: text, title: text, version: text }).nullish().catch(null),
});
export type Introduction = z.infer<typeof Introduction>;

export const NewSession = z.object({
  sessionId: z.string().min(1),
  modes: z
    .object({ availableModes: z.array(z.object({ name: z.string() })) })
    .nullish()
    .catch(null),
});
export type NewSession = z.infer<typeof NewSession>;

export const TurnEnd = z.object({ stopReason: z.string() });

/** Throws an AgentFailure for an answer without what it must have. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown, method: string): T {
  const { data, success } = schema.safeParse(answer);
  if (!success) throw new AgentFailure(`broke the protocol: its answer to ${method} cannot be read`);
  return data;
}
