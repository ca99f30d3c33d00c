import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { giveHeight } from '../../../../test/give-height.ts';
import { decidedId, liveId } from '../../../../test/mock/fixtures/discussions.ts';
import { projectId } from '../../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { NodeSocket } from '../../../../test/voice-server.ts';
import { DiscussionPage } from './discussion-page.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
let takeHeight: () => void;
let hangUp = () => undefined as unknown;
beforeEach(async () => {
  mock = await startMock();
  takeHeight = giveHeight(2_000);
  vi.stubGlobal('WebSocket', NodeSocket);
});
afterEach(() => {
  hangUp();
  takeHeight();
  vi.unstubAllGlobals();
  mock.close();
});

/** The page, with its socket open. */
async function open(id: string, search = '') {
  goTo(`${mock.url}/projects/${projectId}/discussions/${id}${search}`);
  const { connection } = renderInProject(<DiscussionPage />, (view) => ({
    ...view,
    project: { ...view.project, my_role: 'operator' },
  }));
  hangUp = () => connection.stop();
  connection.start();
  await screen.findByRole('link', { name: 'All discussions' });
  let isHeard = false;
  const end = connection.watch({
    onFrame: () => {
      isHeard = true;
    },
  });
  await waitFor(() => {
    const elsewhere = { conversation_id: projectId, turn: 1, attempt: 1, speaker: 'a', purpose: 'discuss' };
    mock.feed.frame({ type: 'agent.typing', ...elsewhere });
    expect(isHeard).toBe(true);
  });
  end();
  return userEvent.setup();
}
const api = (method: string, path: string) => fetch(`${mock.url}/api${path}`, { method });

describe('what others do with the discussion that is on screen', () => {
  it('is seen: it is paused', async () => {
    await open(liveId);
    await api('POST', `/discussions/${liveId}/pause`);
    expect(await screen.findByText('Paused')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Go on' })).toBeVisible();
  });

  it('is seen: it goes into the archive', async () => {
    const user = await open(decidedId);
    await user.click(screen.getByRole('button', { name: 'More' }));
    expect(await screen.findByRole('menuitem', { name: 'Archive' })).toBeVisible();
    const archived_at = new Date().toISOString();
    mock.feed.event('conversation.status.changed', decidedId, { kind: 'discussion', archived_at });
    expect(await screen.findByRole('menuitem', { name: 'Bring back from the archive' })).toBeVisible();
  });

  it('is seen: it is deleted, and there is a way out', async () => {
    await open(liveId);
    await screen.findByRole('log', { name: 'What was said' });
    await api('DELETE', `/conversations/${liveId}`);
    expect(await screen.findByText('This discussion was deleted')).toBeVisible();
    expect(screen.getByRole('link', { name: 'All discussions' })).toHaveAttribute(
      'href',
      `/projects/${projectId}/discussions`,
    );
    expect(screen.queryByRole('log')).toBeNull();
  });
});

describe('hostile words', () => {
  const hidden = 'Safe \u202etxt.exe';
  const seen = 'Safe ⟨U+202E⟩txt.exe';

  it('are shown with what would reorder them, wherever they stand', async () => {
    const user = await open(liveId, '?view=proposals');
    const by = 'quality_assurance';
    const said = { by, proposal: 'P2', round: 2, choice: 'reject', confidence: 1 };
    const patch = {
      proposals: [{ ref: 'P4', by, title: hidden, content: `# ${hidden}`, amends: null, status: 'open' }],
      concerns: [{ ref: 'C9', by, proposal: 'P4', content: `Concern ${hidden}`, closed_by: null }],
      votes: [{ ...said, reason: `Reason ${hidden}`, changes: hidden }],
      notes: [
        { by, turn: 1, kind: 'not_asked', detail: `Question ${hidden}` },
        { by, turn: 1, kind: 'unanswered', detail: `No answer ${hidden}` },
      ],
      asked: [{ by: [by], question: `Asked ${hidden}` }],
      ...{ title: `Title ${hidden}`, goal: `Goal ${hidden}` },
    };
    mock.feed.event('discussion.updated', liveId, { seq: 41, ...patch });
    expect(await screen.findByRole('article', { name: `P4: ${seen}` })).toBeVisible();
    expect(screen.getByText(`Concern ${seen}`, { exact: false })).toBeVisible();
    expect(screen.getByText(`Reason ${seen}`)).toBeVisible();
    expect(screen.getByText(`Asked ${seen}`)).toBeVisible();
    expect(screen.getAllByText(`Title ${seen}`)[0]).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Talk' }));
    expect(screen.getByText(`Goal ${seen}`)).toBeVisible();
    expect(screen.getByText(`Question ${seen}`)).toBeInTheDocument();
    expect(screen.getByText(`No answer ${seen}`)).toBeInTheDocument();
    expect(screen.getByText('Questions that nobody answered')).toBeInTheDocument();
    expect(document.body.textContent).not.toContain('\u202e');
  });
});

describe('a long proposal', () => {
  it('shows its beginning, and all of it when it is asked for', async () => {
    const user = await open(liveId, '?view=proposals');
    const card = within(await screen.findByRole('article', { name: 'P3: Signed cookies only' }));
    expect(card.getByText(/No table at all… \(9,000 more characters\)/)).toBeVisible();
    await user.click(card.getByRole('button', { name: /Show all/ }));
    expect(await card.findByText('No table at all, to its very end.')).toBeVisible();
    await user.click(card.getByRole('button', { name: /Show less/ }));
    expect(card.getByText(/9,000 more characters/)).toBeVisible();
  });
});
