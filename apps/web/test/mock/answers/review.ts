import { randomUUID } from 'node:crypto';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { hugeDiff, richDiff } from '../fixtures/diffs.ts';
import { decidedId } from '../fixtures/discussions.ts';
import { ago, projectId, user, uuid } from '../fixtures/ids.ts';
import { diff } from '../fixtures/texts.ts';
import { type Answers, made, ok, page, problem, unknown } from './answer.ts';

const diffs: Record<string, () => string> = {
  [uuid(6, 3)]: () => richDiff,
  [uuid(6, 5)]: () => richDiff,
  [uuid(6, 6)]: hugeDiff,
  // Its files were removed.
  [uuid(6, 30)]: () => '',
};

const firstComment: ReviewComment = {
  ...{ id: uuid(13, 1), project_id: projectId, task_id: uuid(5, 7), run_id: uuid(6, 3) },
  ...{ head_commit: 'c0ffee51a9bd77e2', path: 'src/auth/session.ts', side: 'new', line: 15 },
  ...{ line_text: '  revokeLater(session.previous, graceMs);', author_user_id: user.id, sent_at: null },
  ...{ resolved_at: null, resolved_by_user_id: null },
  body: 'Is `graceMs` long enough for a **slow** phone? ![x](https://evil.example/x.png)',
  ...{ created_at: ago(300), updated_at: ago(300) },
};

const earlier = (number: number, patch: Partial<ReviewComment>): ReviewComment => ({
  ...{ ...firstComment, id: uuid(13, number), run_id: uuid(6, 7), author_user_id: uuid(3, 2) },
  ...{ sent_at: ago(4_000), created_at: ago(5_000), updated_at: ago(5_000), ...patch },
});
/** Of the attempt before: one whose line still stands, and one whose line was changed since. */
const earlierComments = [
  earlier(2, { body: 'Name the unit of this.' }),
  earlier(3, { line: 12, line_text: 'let token = null;', body: 'This leaks the old token.' }),
];

/** The mock's diffs, comments on their lines, viewed marks, and the walk back from a line. */
export function reviewAnswers(view: Snapshot): Answers {
  let comments: ReviewComment[] = [firstComment, ...earlierComments].map((each) => ({ ...each }));
  const viewed = new Map<string, Set<string>>();
  const viewedOf = (id: string) => viewed.get(id) ?? new Set<string>();
  const find = (id: string) => comments.find((each) => each.id === id);
  return {
    'GET /runs/:id/diff': ({ id }) =>
      ok({
        ...{ base_commit: '9f1c2ab7d0e4', head_commit: 'c0ffee51a9bd77e2' },
        ...{ diff: diffs[id]?.() ?? diff, is_truncated: false, artifact_id: null },
      }),
    'GET /runs/:id/comments': ({ id }) => page(comments.filter(({ run_id }) => run_id === id)),
    'POST /runs/:id/comments': ({ id, body }) => {
      const now = new Date().toISOString();
      const comment = {
        ...firstComment,
        ...body,
        id: randomUUID(),
        run_id: id,
        created_at: now,
      } as ReviewComment;
      comments = [...comments, comment];
      return made(comment);
    },
    'PATCH /comments/:id': ({ id, body }) => {
      const comment = find(id);
      return comment === undefined ? unknown : ok(Object.assign(comment, { body: String(body['body']) }));
    },
    'PUT /comments/:id/resolved': ({ id, body }) => {
      const comment = find(id);
      if (comment === undefined) return unknown;
      const isResolved = body['is_resolved'] === true;
      const mark = {
        resolved_at: isResolved ? new Date().toISOString() : null,
        resolved_by_user_id: isResolved ? user.id : null,
      };
      return ok(Object.assign(comment, mark));
    },
    'DELETE /comments/:id': ({ id }) => {
      comments = comments.filter((each) => each.id !== id);
      return { status: 204 };
    },
    'GET /runs/:id/viewed': ({ id }) => ok({ paths: [...viewedOf(id)] }),
    'PUT /runs/:id/viewed': ({ id, body }) => {
      const paths = new Set(viewedOf(id));
      if (body['is_viewed'] === true) paths.add(String(body['path']));
      else paths.delete(String(body['path']));
      viewed.set(id, paths);
      return ok({ paths: [...paths] });
    },
    'GET /projects/:id/why': ({ query }) => {
      const path = query.get('path') ?? '';
      if (path.startsWith('missing'))
        return problem(404, 'not_found', 'There is no such file at this revision.');
      return ok(walkBack(view, path, Number(query.get('line'))));
    },
  };
}

const decidedIn = (message: Message | null) => ({
  ...{ id: decidedId, title: 'How prices are rounded' },
  ...(message === null
    ? {}
    : { decided_with: { ...message, id: uuid(14, 2), content: 'Make tasks of that decision' } }),
});

function walkBack(view: Snapshot, path: string, line: number) {
  const task = view.tasks.find(({ key }) => key === 'SHOP-9') ?? null;
  const message = view.messages[0] ?? null;
  const isOld = path.startsWith('old');
  return {
    ...{ path, line, text: '  revokeLater(session.previous, graceMs);' },
    commit: {
      ...{ sha: 'abcdef0123456789', author: isOld ? 'Grace Hopper' : 'backend (agent)' },
      ...{ subject: 'Rotate refresh tokens', committed_at: ago(4_200) },
    },
    merge: null,
    run: isOld ? null : (view.runs.find(({ id }) => id === uuid(6, 3)) ?? null),
    agent: isOld ? null : 'backend',
    task: isOld ? null : task,
    approved_by: isOld ? null : user.display_name,
    request: isOld
      ? null
      : { id: uuid(14, 1), text: 'rotate the refresh tokens', source: 'chat', created_at: ago(90_000) },
    message: isOld ? null : message,
    author: isOld ? null : user.display_name,
    ...(path.startsWith('decided') ? { discussion: decidedIn(message) } : {}),
    recording_id: path.startsWith('spoken') ? uuid(9, 1) : null,
    ...(path.startsWith('spoken')
      ? { recording: { id: uuid(9, 1), start_ms: 5_500, end_ms: 8_600, audio: '' } }
      : {}),
    detail: isOld ? 'A person made this commit outside of any run.' : null,
  };
}
