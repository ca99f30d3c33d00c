import type { NewReviewComment, ReviewComment } from '@overmind/contracts/entities/merge';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import {
  countCommentsOfRun,
  deleteComment,
  insertComment,
  listCommentsOfRun,
  lockComment,
  maxCommentsOfRun,
  resolveComment as resolveRow,
  sendComments,
  toComment,
  updateComment,
} from '@overmind/db/queries/review/comments';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';

const emitComment = (w: Write, comment: ReviewComment) =>
  w.emit(comment.project_id, 'review.comment.changed', comment.id, comment);

export const listComments = (core: Core, runId: string): Promise<ReviewComment[]> =>
  listCommentsOfRun(core.db, runId);

/** Remembers a person's words on a line of what a run changed, until changes are asked for. */
export const addComment = (
  core: Core,
  call: Call,
  runId: string,
  input: NewReviewComment,
): Promise<ReviewComment> =>
  write(core, call, async (w) => {
    const run = await findRunRow(w.tx, runId);
    if (!run) throw notFound('run');
    if ((await countCommentsOfRun(w.tx, runId)) >= maxCommentsOfRun)
      throw new AppError('rule_violated', `A run can have ${maxCommentsOfRun} comments at most.`, {
        rule: 'comment.too_many',
      });
    const { project_id, task_id, head_commit } = run;
    const author_user_id = userIdOf(call);
    const comment = await insertComment(w.tx, {
      ...{ project_id, task_id, run_id: runId, head_commit, author_user_id },
      ...input,
    });
    emitComment(w, comment);
    w.audit('comment.added', comment.id, project_id, { run_id: runId, path: input.path, line: input.line });
    return comment;
  });

/** A comment that the caller may still change. */
async function lockOwn(w: Write, id: string): Promise<ReviewComment> {
  const row = await lockComment(w.tx, id);
  if (!row) throw notFound('comment');
  if (row.author_user_id !== userIdOf(w.call))
    throw new AppError('forbidden', 'Only who wrote a comment can change it.');
  if (row.sent_at !== null)
    throw new AppError('rule_violated', 'This comment was given to a run already. Write another one.', {
      rule: 'comment.sent',
    });
  return toComment(row);
}

export const editComment = (core: Core, call: Call, id: string, body: string): Promise<ReviewComment> =>
  write(core, call, async (w) => {
    await lockOwn(w, id);
    const edited = await updateComment(w.tx, id, body);
    emitComment(w, edited);
    w.audit('comment.edited', id, edited.project_id);
    return edited;
  });

/**
 * Settles a comment, whoever wrote it and whether it was given to a run or not, or opens it again.
 * One that stands that way already keeps who settled it.
 */
export const resolveComment = (
  core: Core,
  call: Call,
  id: string,
  isResolved: boolean,
): Promise<ReviewComment> =>
  write(core, call, async (w) => {
    const row = await lockComment(w.tx, id);
    if (!row) throw notFound('comment');
    if ((row.resolved_at !== null) === isResolved) return toComment(row);
    const comment = await resolveRow(w.tx, id, isResolved, userIdOf(call));
    emitComment(w, comment);
    w.audit(isResolved ? 'comment.resolved' : 'comment.reopened', id, comment.project_id);
    return comment;
  });

export const removeComment = (core: Core, call: Call, id: string): Promise<void> =>
  write(core, call, async (w) => {
    const { project_id } = await lockOwn(w, id);
    await deleteComment(w.tx, id);
    w.emit(project_id, 'review.comment.changed', id, { deleted: true });
    w.audit('comment.removed', id, project_id);
  });

/** All open comments of a locked task that no run was given yet; they are given to its next one. */
export async function takeComments(w: Write, taskId: string): Promise<ReviewComment[]> {
  const comments = await sendComments(w.tx, taskId);
  for (const comment of comments) emitComment(w, comment);
  return comments;
}
