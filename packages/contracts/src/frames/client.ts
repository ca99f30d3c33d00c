import { z } from 'zod';
import { RealtimeEvent } from '../entities/event.ts';
import { ModelPull } from '../entities/model-pull.ts';
import { Timestamp, Uuid } from '../entities/primitives.ts';
import { LogLine } from '../entities/run.ts';
import { Runner } from '../entities/runner.ts';
import { TranscriptChange } from '../entities/transcript.ts';
import { AgentResponseCompleteFrame, AgentResponseDeltaFrame, AgentTypingFrame } from './discussion.ts';
import { TranscriptPartialFrame } from './voice.ts';

/** What a browser or program may send on `/ws`. */
export const ClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ping') }),
  z.strictObject({ type: z.literal('pong') }),
  z.strictObject({
    type: z.literal('subscribe'),
    run_id: z.union([Uuid, z.literal('*')]),
    after_seq: z.number().int().min(0).default(0),
    transcript_after_seq: z.number().int().min(0).optional().meta({
      description: 'also follow the transcript of that run, from here on',
    }),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), run_id: z.union([Uuid, z.literal('*')]) }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

export const HelloFrame = z.object({
  type: z.literal('hello'),
  ts: Timestamp,
  project_id: Uuid,
  seq: z.number().int().meta({ description: "the project's latest event number" }),
  server_version: z.string(),
});
export const ResyncFrame = z.object({
  type: z.literal('resync.required'),
  ts: Timestamp,
  project_id: Uuid,
  seq: z.number().int(),
});
/** Lines of one run; `seq` here counts log lines of that run, not project events. */
export const LogFrame = z.object({
  type: z.literal('agent.run.log.appended'),
  ts: Timestamp,
  project_id: Uuid,
  run_id: Uuid,
  first_seq: z.number().int(),
  last_seq: z.number().int(),
  lines: z.array(LogLine),
});
export type LogFrame = z.infer<typeof LogFrame>;
/** Steps of a coding agent's session, for those who follow that run. */
export const TranscriptFrame = z.object({
  type: z.literal('agent.run.transcript.appended'),
  ts: Timestamp,
  project_id: Uuid,
  run_id: Uuid,
  first_seq: z.number().int(),
  last_seq: z.number().int(),
  changes: z.array(TranscriptChange),
});
export type TranscriptFrame = z.infer<typeof TranscriptFrame>;
export const RunnerUpdatedFrame = z.object({
  type: z.literal('runner.updated'),
  ts: Timestamp,
  entity: z.object({ id: Uuid, patch: Runner }),
});
/** A download of a model, told to administrators. */
export const ModelPullFrame = z.object({
  type: z.literal('model.pull.updated'),
  ts: Timestamp,
  entity: z.object({ id: Uuid, patch: ModelPull }),
});
export const PresenceFrame = z.object({
  type: z.literal('presence.changed'),
  ts: Timestamp,
  project_id: Uuid,
  users: z.array(z.object({ id: Uuid, display_name: z.string() })),
});

/** Without `seq`, not stored. */
export const TransientFrame = z.discriminatedUnion('type', [
  HelloFrame,
  ResyncFrame,
  LogFrame,
  TranscriptFrame,
  RunnerUpdatedFrame,
  ModelPullFrame,
  PresenceFrame,
  TranscriptPartialFrame,
  AgentTypingFrame,
  AgentResponseDeltaFrame,
  AgentResponseCompleteFrame,
  z.object({ type: z.literal('ping'), ts: Timestamp }),
  z.object({ type: z.literal('pong'), ts: Timestamp }),
]);
export type TransientFrame = z.infer<typeof TransientFrame>;

/** Everything the server sends on `/ws`. */
export const ServerFrame = z.union([TransientFrame, RealtimeEvent]);
export type ServerFrame = z.infer<typeof ServerFrame>;
