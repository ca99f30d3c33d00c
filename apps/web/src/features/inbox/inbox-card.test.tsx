import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { Run } from '@overmind/contracts/entities/run';
import { listRunPermissions } from '@overmind/contracts/routes/runs';
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { routeKey } from '#lib/api/use-route.ts';
import { ago, projectId } from '../../../test/mock/fixtures/ids.ts';
import { messages } from '../../../test/mock/fixtures/messages.ts';
import { runs } from '../../../test/mock/fixtures/runs.ts';
import { permission } from '../../../test/mock/fixtures/talk.ts';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { renderInProject } from '../../../test/render-in-project.tsx';
import { InboxCard } from './inbox-card.tsx';

const none = { task: null, run: null, message: null, discussion: null, permission: null, merge: null };
const place = { project: { id: projectId, key: 'SHOP', name: 'Shop' }, can_decide: true, since: ago(60) };
const show = (patch: Partial<InboxItem>) =>
  renderInProject(
    <InboxCard
      item={{ id: 'i', kind: 'question', ...none, ...place, ...patch }}
      {...{ isCurrent: true, showsProject: false }}
      {...{ onChoose: () => undefined, onDecide: () => undefined, onReject: () => undefined }}
    />,
  );

it('names the discussion that asks, and leads to it', () => {
  const [asked] = messages;
  if (asked === undefined) throw new Error('There is a message.');
  const links = { ...asked.links, discussion_id: 'd' };
  const message = { ...asked, links, conversation_id: 'd', content: 'For how many users?' };
  show({ message, discussion: { id: 'd', title: 'Where `sessions` go' } });
  const card = within(screen.getByRole('article', { name: 'Question: Where `sessions` go' }));
  const heading = card.getByRole('heading', { name: 'Where sessions go' });
  expect(within(heading).getByText('sessions').tagName).toBe('CODE');
  expect(within(heading).getByRole('link')).toHaveAttribute('href', `/projects/${projectId}/discussions/d`);
  expect(card.getByText('For how many users?')).toBeVisible();
});

it('says of what failed which check it was, what the agent was not allowed to do, and what to do about it', async () => {
  const [task, first] = [tasks[0] ?? null, runs[0]];
  if (first === undefined) throw new Error('There is a run.');
  const status_detail = 'A required check did not pass: `node --test` exited with 1: 1 of 4 tests failed.';
  const run: Run = { ...first, status: 'failed', reason: 'check_failed', executor: 'acp', status_detail };
  const asks = [
    { ...permission(), id: 'a', title: 'Edit src/cart.js', status: 'expired' as const },
    { ...permission(), id: 'b', title: 'Run npm publish', status: 'denied' as const },
    { ...permission(), id: 'c', title: 'Run npm test', status: 'allowed' as const },
  ];
  const { queries } = show({ kind: 'failed', task, run });
  queries.setQueryData(routeKey(listRunPermissions, { params: { id: run.id } }), {
    ...{ items: asks, next_cursor: null },
  });
  expect(screen.getByText('node --test').tagName).toBe('CODE');
  expect(screen.getByText(/1 of 4 tests failed\. Read its output in the log/)).toBeVisible();
  const expired = await screen.findByText(/Nobody answered in time/);
  expect(expired).toHaveTextContent(
    /not allowed to: Edit src\/cart\.js\. Try again and answer while it asks/,
  );
  expect(screen.getByText(/The agent was denied to/)).toHaveTextContent(
    /Run npm publish\. Try again and allow/,
  );
  expect(screen.queryByText(/npm test/)).toBeNull();
});
