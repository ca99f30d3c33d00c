import { z } from 'zod';

/**
 * What agents say in `session/update`, read with leave: what an agent leaves out or says in a shape of its own is
 * passed over, never a reason to end its work.
 */
const text = z.string().nullish().catch(null);

export const ToolUpdate = z.object({
  toolCallId: z.string().min(1),
  title: text,
  name: text,
  kind: text,
  status: z.enum(['pending', 'in_progress', 'completed', 'failed']).nullish().catch(null),
  content: z.array(z.unknown()).nullish().catch(null),
  locations: z
    .array(z.object({ path: z.string(), line: z.number().int().nullish().catch(null) }))
    .nullish()
    .catch(null),
  rawInput: z.unknown().optional(),
  rawOutput: z.unknown().optional(),
});
export type ToolUpdate = z.infer<typeof ToolUpdate>;

export const ToolDiff = z.object({
  type: z.literal('diff'),
  path: z.string(),
  oldText: z.string().nullish().catch(null),
  newText: z.string(),
});

const Plan = z.object({
  entries: z.array(
    z.object({
      content: z.string(),
      priority: z.enum(['high', 'medium', 'low']).catch('medium'),
      status: z.enum(['pending', 'in_progress', 'completed']).catch('pending'),
    }),
  ),
});

const Update = z.discriminatedUnion('sessionUpdate', [
  z.object({
    sessionUpdate: z.literal('agent_message_chunk'),
    content: z.unknown().optional(),
    messageId: text,
  }),
  z.object({
    sessionUpdate: z.literal('agent_thought_chunk'),
    content: z.unknown().optional(),
    messageId: text,
  }),
  ToolUpdate.extend({ sessionUpdate: z.literal('tool_call') }),
  ToolUpdate.extend({ sessionUpdate: z.literal('tool_call_update') }),
  Plan.extend({ sessionUpdate: z.literal('plan') }),
  z.object({
    sessionUpdate: z.literal('usage_update'),
    used: z.number().nonnegative().nullish().catch(null),
    cost: z.object({ amount: z.number().nonnegative(), currency: z.string() }).nullish().catch(null),
  }),
  z.object({
    sessionUpdate: z.literal('notice'),
    severity: z.string().catch('info'),
    title: z.string(),
    description: text,
  }),
]);
type Update = z.infer<typeof Update>;

/** Null for what has no place in a transcript, and for what cannot be read. */
export function readUpdate(update: unknown): Update | null {
  const parsed = Update.safeParse(update);
  return parsed.success ? parsed.data : null;
}
