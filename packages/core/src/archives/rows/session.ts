import { PermissionOption, permissionStatuses, RunInput } from '@overmind/contracts/entities/permission';
import { z } from 'zod';
import { AnyText, Id, Int, nullable, rowOf, Time } from './primitives.ts';

/** What coding agents said and asked for, and what people said to them. */
export const sessionRows = {
  agent_run_transcript: rowOf('agent_run_transcript', {
    run_id: Id,
    seq: Int.min(1),
    last_seq: Int.min(1),
    steps: z.string(),
    created_at: Time,
  }),
  run_permissions: rowOf('run_permissions', {
    id: Id,
    project_id: Id,
    task_id: Id,
    run_id: Id,
    tool_call_id: z.string().max(200).nullable(),
    title: z.string().max(2_000),
    detail: z.string().max(20_000),
    options: z.array(PermissionOption).min(1).max(20),
    status: z.enum(permissionStatuses),
    option_id: z.string().max(200).nullable(),
    decided_by_user_id: nullable.id,
    decided_at: nullable.time,
    expires_at: Time,
    created_at: Time,
  }),
  run_inputs: rowOf('run_inputs', {
    id: Id,
    project_id: Id,
    run_id: Id,
    text: AnyText,
    author_user_id: nullable.id,
    status: RunInput.shape.status,
    detail: nullable.text,
    created_at: Time,
  }),
};
