import { z } from 'zod';
import {
  Merge,
  MergePreview,
  MergeStatus,
  NewMerge,
  NewReviewComment,
  ReviewComment,
  ReviewCommentPatch,
  ReviewCommentResolution,
} from '../entities/merge.ts';
import { commaList, PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { Task } from '../entities/task.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const listMerges = defineRoute({
  id: 'merges.list',
  method: 'GET',
  path: '/projects/:id/merges',
  summary: 'Approved work on its way to the base branch, newest first',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({
    ...PageQuery.shape,
    status: commaList(MergeStatus).optional(),
    task: Uuid.optional(),
  }),
  response: pageOf(Merge),
});
export const getMerge = defineRoute({
  id: 'merges.get',
  method: 'GET',
  path: '/merges/:id',
  summary: 'One merge',
  policy: ofProject('viewer', 'merge'),
  params: IdParams,
  response: Merge,
});
export const previewMerge = defineRoute({
  id: 'tasks.merge.preview',
  method: 'GET',
  path: '/tasks/:id/merge',
  summary: 'What a merge of the latest result would meet now; changes nothing',
  policy: ofProject('viewer', 'task'),
  params: IdParams,
  response: MergePreview,
});
export const mergeTask = defineRoute({
  id: 'tasks.merge',
  method: 'POST',
  path: '/tasks/:id/merge',
  summary: 'Put the approved commit of a done task in the queue to its base branch',
  policy: ofProject('maintainer', 'task'),
  params: IdParams,
  body: NewMerge.optional(),
  response: Merge,
  status: 202,
});
export const cancelMerge = defineRoute({
  id: 'merges.cancel',
  method: 'POST',
  path: '/merges/:id/cancel',
  summary: 'Take a merge out of the queue',
  policy: ofProject('maintainer', 'merge'),
  params: IdParams,
  response: Merge,
});
export const rebaseMerge = defineRoute({
  id: 'merges.rebase',
  method: 'POST',
  path: '/merges/:id/rebase',
  summary: 'Give the conflicts of a merge to an agent, as a task',
  policy: ofProject('operator', 'merge'),
  params: IdParams,
  response: Task,
  status: 201,
});
export const revertMerge = defineRoute({
  id: 'merges.revert',
  method: 'POST',
  path: '/merges/:id/revert',
  summary: 'Make a task that takes a merge back',
  policy: ofProject('operator', 'merge'),
  params: IdParams,
  response: Task,
  status: 201,
});

export const listReviewComments = defineRoute({
  id: 'runs.comments.list',
  method: 'GET',
  path: '/runs/:id/comments',
  summary: 'Comments on lines of what a run changed',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  response: z.object({ items: z.array(ReviewComment), next_cursor: z.null() }),
});
export const addReviewComment = defineRoute({
  id: 'runs.comments.create',
  method: 'POST',
  path: '/runs/:id/comments',
  summary: 'Comment on a line of what a run changed',
  policy: ofProject('operator', 'run'),
  params: IdParams,
  body: NewReviewComment,
  response: ReviewComment,
  status: 201,
});
export const editReviewComment = defineRoute({
  id: 'comments.update',
  method: 'PATCH',
  path: '/comments/:id',
  summary: 'Change the words of your own comment, before it was sent',
  policy: ofProject('operator', 'comment'),
  params: IdParams,
  body: ReviewCommentPatch,
  response: ReviewComment,
});
export const resolveReviewComment = defineRoute({
  id: 'comments.resolve',
  method: 'PUT',
  path: '/comments/:id/resolved',
  summary: "Mark anyone's comment as resolved, or open it again; no run is given a resolved one",
  policy: ofProject('operator', 'comment'),
  params: IdParams,
  body: ReviewCommentResolution,
  response: ReviewComment,
});
export const deleteReviewComment = defineRoute({
  id: 'comments.delete',
  method: 'DELETE',
  path: '/comments/:id',
  summary: 'Take your own comment back, before it was sent',
  policy: ofProject('operator', 'comment'),
  params: IdParams,
});
const ViewedPath = z.string().min(1).max(4_096);
export const listViewedFiles = defineRoute({
  id: 'runs.viewed.list',
  method: 'GET',
  path: '/runs/:id/viewed',
  summary: 'Files of a diff that you marked as viewed',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  response: z.object({ paths: z.array(ViewedPath) }),
});
export const markFileViewed = defineRoute({
  id: 'runs.viewed.put',
  method: 'PUT',
  path: '/runs/:id/viewed',
  summary: 'Mark a file of a diff as viewed, or not',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  body: z.strictObject({ path: ViewedPath, is_viewed: z.boolean() }),
  response: z.object({ paths: z.array(ViewedPath) }),
});
