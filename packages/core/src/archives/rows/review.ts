import { DiffSide, MergeStatus } from '@overmind/contracts/entities/merge';
import { MergeStrategy, MergeTarget } from '@overmind/contracts/entities/merge-ways';
import { Evidence } from '@overmind/contracts/entities/run';
import { z } from 'zod';
import { AnyText, Id, Int, nullable, rowOf, Time } from './primitives.ts';

const Commit = z.string().max(64);
const Path = z.string().max(4_096);

export const reviewRows = {
  review_comments: rowOf('review_comments', {
    id: Id,
    project_id: Id,
    task_id: Id,
    run_id: Id,
    head_commit: Commit.nullable(),
    path: Path,
    side: DiffSide,
    line: Int.min(1),
    line_text: z.string().max(2_000),
    body: AnyText,
    author_user_id: nullable.id,
    sent_at: nullable.time,
    resolved_at: nullable.time.default(null),
    resolved_by_user_id: nullable.id.default(null),
    created_at: Time,
    updated_at: Time,
  }),
  merges: rowOf('merges', {
    id: Id,
    project_id: Id,
    task_id: Id,
    run_id: Id,
    repo_path: Path,
    base_branch: z.string().max(255),
    head_commit: Commit,
    strategy: MergeStrategy,
    target: MergeTarget,
    status: MergeStatus,
    detail: nullable.text,
    conflicts: z.array(Path).max(1_000),
    evidence: z.array(Evidence).max(1_000),
    base_commit: Commit.nullable(),
    merged_commit: Commit.nullable(),
    pull_request: z.strictObject({ number: z.number().int(), url: z.string().max(1_000) }).nullable(),
    follow_up_task_id: nullable.id,
    requested_by_user_id: nullable.id,
    created_at: Time,
    started_at: nullable.time,
    finished_at: nullable.time,
  }),
};
