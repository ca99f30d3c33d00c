import * as routes from '@overmind/contracts/routes/merges';
import type { Core } from '@overmind/core/core';
import { cancelMerge } from '@overmind/core/merges/cancel';
import { rebaseMerge, revertMerge } from '@overmind/core/merges/follow-up';
import { previewMerge } from '@overmind/core/merges/preview';
import { getMerge, listMerges } from '@overmind/core/merges/read';
import { requestMerge } from '@overmind/core/merges/request';
import {
  addComment,
  editComment,
  listComments,
  removeComment,
  resolveComment,
} from '@overmind/core/reviews/comments';
import { listViewed, markViewed } from '@overmind/core/reviews/viewed';
import { type Handler, on, wholeList } from './handle.ts';

export const mergeHandlers = (core: Core): Handler[] => [
  on(routes.listMerges, ({ params, query }) => listMerges(core, params.id, query)),
  on(routes.getMerge, ({ params }) => getMerge(core, params.id)),
  on(routes.previewMerge, ({ params }) => previewMerge(core, params.id)),
  on(routes.mergeTask, ({ call, params, body }) => requestMerge(core, call, params.id, body ?? {})),
  on(routes.cancelMerge, ({ call, params }) => cancelMerge(core, call, params.id)),
  on(routes.rebaseMerge, ({ call, params }) => rebaseMerge(core, call, params.id)),
  on(routes.revertMerge, ({ call, params }) => revertMerge(core, call, params.id)),
  on(routes.listReviewComments, ({ params }) => wholeList(listComments(core, params.id))),
  on(routes.addReviewComment, ({ call, params, body }) => addComment(core, call, params.id, body)),
  on(routes.editReviewComment, ({ call, params, body }) => editComment(core, call, params.id, body.body)),
  on(routes.resolveReviewComment, ({ call, params, body }) =>
    resolveComment(core, call, params.id, body.is_resolved),
  ),
  on(routes.deleteReviewComment, ({ call, params }) => removeComment(core, call, params.id)),
  on(routes.listViewedFiles, ({ call, params }) => listViewed(core, call, params.id)),
  on(routes.markFileViewed, ({ call, params, body }) => markViewed(core, call, params.id, body)),
];
