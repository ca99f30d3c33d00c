import { z } from 'zod';
import { Timestamp, Uuid } from './primitives.ts';

/** Stored, numbered per project, replayable. */
export const eventTypes = [
  'project.updated',
  'project.state.updated',
  'task.created',
  'task.updated',
  'task.event.appended',
  'agent.updated',
  'agent.run.queued',
  'agent.run.started',
  'agent.run.updated',
  'agent.run.permission.requested',
  'agent.run.permission.decided',
  'agent.run.input.changed',
  'agent.run.completed',
  'merge.updated',
  'review.comment.changed',
  'artifact.created',
  'conversation.created',
  'conversation.status.changed',
  'conversation.message.created',
  'conversation.message.updated',
  'conversation.phase.changed',
  'conversation.consensus.reached',
  'discussion.updated',
  'spec.created',
  'spec.updated',
  'recording.created',
  'recording.updated',
  'orchestrator.cycle.started',
  'orchestrator.cycle.progress',
  'orchestrator.cycle.completed',
  'budget.exceeded',
] as const;
export const EventType = z.enum(eventTypes);
export type EventType = z.infer<typeof EventType>;

/**
 * One change. `patch` is a whole entity for `*.created`, `agent.run.queued` and `task.event.appended`,
 * else the changed fields of the entity that `id` names.
 */
export const EventEntity = z.object({ id: Uuid, patch: z.record(z.string(), z.unknown()) });

export const RealtimeEvent = z.object({
  type: EventType,
  ts: Timestamp,
  project_id: Uuid,
  seq: z.number().int().min(1),
  actor: z.string(),
  entity: EventEntity,
});
export type RealtimeEvent = z.infer<typeof RealtimeEvent>;
