import { Uuid } from '@overmind/contracts/entities/primitives';
import { AppError } from '@overmind/contracts/errors';
import {
  type RunnerFrame,
  runnerProtocol,
  type ServerToRunnerFrame,
} from '@overmind/contracts/frames/runner';
import type { Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { completeRun, releaseRun, reportProgress } from '@overmind/core/runs/complete';
import { takeInput } from '@overmind/core/runs/inputs/take';
import { closePermission } from '@overmind/core/runs/permissions/close';
import { requestPermission } from '@overmind/core/runs/permissions/request';
import { toStorable } from '@overmind/core/runs/storable';
import { runnerUpdateLine } from '@overmind/domain/runners/start-line';
import { z } from 'zod';

/** What a runner says of one of its runs and wants to be told that it is durable. */
export type RunFrame = Extract<RunnerFrame, { frame_id: string }>;

export const isRunFrame = (frame: RunnerFrame): frame is RunFrame => 'frame_id' in frame;

/** Does what a frame says; resolves once that is durable. Said again it does the same. */
export async function workOn(core: Core, call: Call, frame: RunFrame): Promise<void> {
  const lease = { runId: frame.run_id, leaseToken: frame.lease_token };
  switch (frame.type) {
    case 'state': {
      const { steps, base_commit: baseCommit, sandbox, session_id: sessionId } = frame;
      return reportProgress(core, call, { ...lease, steps, baseCommit, sandbox, sessionId });
    }
    case 'permission.request':
      await requestPermission(core, call, { ...lease, ask: frame.request });
      return;
    case 'permission.closed':
      return closePermission(core, call, { ...lease, requestId: frame.request_id, outcome: frame.outcome });
    case 'input.taken':
      return takeInput(core, call, { ...lease, inputId: frame.input_id, refusal: frame.refusal });
    case 'complete':
      await completeRun(core, call, { ...lease, lastSeq: frame.last_seq, result: frame.result });
      return;
    case 'release':
      return releaseRun(core, call, { ...lease, detail: frame.detail });
  }
}

/** What a runner is told of a frame that could not be dealt with. */
export function refusalOf(frame: RunnerFrame, error: unknown): ServerToRunnerFrame {
  const known = error instanceof AppError ? error : null;
  return {
    type: 'refused',
    frame_id: 'frame_id' in frame ? frame.frame_id : null,
    run_id: 'run_id' in frame ? frame.run_id : null,
    code: known?.code ?? 'internal',
    detail: known?.message ?? 'Something went wrong on the server.',
  };
}

const BadEnd = z.object({ type: z.literal('complete'), frame_id: Uuid, run_id: Uuid });

/**
 * What a runner is told of the end of a run that cannot be read, so that it gives this one up: were the channel closed,
 * it would say the same again, and none of its runs would ever be heard. Null for any other frame.
 */
export function refusalOfBadEnd(
  value: unknown,
  issue: { path: readonly PropertyKey[]; message: string } | undefined,
): ServerToRunnerFrame | null {
  const end = BadEnd.safeParse(value);
  if (!end.success) return null;
  const field = issue?.path.map(String).join('.') ?? '';
  const detail = `This end of a run cannot be read: ${field}: ${issue?.message ?? 'unknown'}`.slice(0, 500);
  const { frame_id, run_id } = end.data;
  return { type: 'refused', frame_id, run_id, code: 'invalid', detail };
}

/** A hello of another protocol may have any shape beside. */
export type OtherHello = { protocol: unknown } & object;

export const isOtherProtocol = (value: unknown): value is OtherHello =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'hello' &&
  'protocol' in value &&
  value.protocol !== runnerProtocol;

/** What such a hello says of itself, where it does. */
export const versionIn = (hello: OtherHello): string =>
  'version' in hello && typeof hello.version === 'string' ? toStorable(hello.version).slice(0, 64) : '';

/**
 * Goes into the log of the runner, whatever its version. What updates it puts the program of this server in its place,
 * so it holds for one that is newer, too. A close frame has room for 123 bytes.
 */
export function whyTurnedAway({ protocol }: OtherHello): string {
  const how = Number(protocol) > runnerProtocol ? 'too new' : 'too old';
  return `${how}: in its folder, ${runnerUpdateLine('SERVER')}; then start it again`;
}

export const welcome = ({ settings }: Core, runnerId: string): ServerToRunnerFrame => ({
  ...{ type: 'welcome', runner_id: runnerId, server_time: new Date().toISOString() },
  ...{ heartbeat_ms: settings.heartbeatMs, lease_ms: settings.leaseMs },
});
