import { decideDiscussion } from '@overmind/contracts/routes/discussions';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api } from '#lib/api/client.ts';
import { giveHeight } from '../../../../test/give-height.ts';
import { holdCalls } from '../../../../test/hold-calls.ts';
import { askingId, decidedId, liveId, undecidedId } from '../../../../test/mock/fixtures/discussions.ts';
import { projectId, uuid } from '../../../../test/mock/fixtures/ids.ts';
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

const open = (id: string, search = '', role: 'viewer' | 'operator' = 'operator') => {
  goTo(`${mock.url}/projects/${projectId}/discussions/${id}${search}`);
  const shown = renderInProject(<DiscussionPage />, (view) => ({
    ...view,
    project: { ...view.project, my_role: role },
  }));
  hangUp = () => shown.connection.stop();
  return { user: userEvent.setup(), ...shown };
};
const log = () => screen.findByRole('log', { name: 'What was said' });

describe('the talk', () => {
  it('shows what was said by its kind, and who was passed over with the reason', async () => {
    open(liveId);
    const said = within(await log());
    expect(await said.findByText('PostgreSQL, with a restart test')).toBeVisible();
    expect(said.getByText('replaces P1 · meets C1')).toBeVisible();
    expect(said.getByText('Keep it small, please.')).toBeVisible();
    expect(said.getByText(/Creative strategist was passed over: the reply had not the form/)).toBeVisible();
    expect(said.getByText('It was no JSON.')).toBeVisible();
    expect(screen.getByRole('list', { name: 'Phases' })).toHaveTextContent(/Vote · round 2/);
  });

  it('shows words as they come, and the message in their place once it is said', async () => {
    const { connection } = open(liveId);
    connection.start();
    const said = within(await log());
    expect(await said.findByText('thinks about what to say')).toBeVisible();
    const turn = { conversation_id: liveId, turn: 5, attempt: 1, speaker: 'quality_assurance' };
    await waitFor(() => {
      mock.feed.frame({ type: 'agent.response.delta', ...turn, offset: 0, text: 'I tested the restart' });
      expect(said.getByText(/I tested the restart/)).toBeVisible();
    });
    expect(screen.getByRole('list', { name: /around the table/ })).toHaveTextContent(/speaks/);
    mock.feed.event('discussion.updated', liveId, {
      seq: 41,
      phase: 'consensus',
      waits_for: 'resume',
      status: 'paused',
    });
    expect(await screen.findByText('Paused')).toBeVisible();
    mock.feed.event('conversation.message.created', uuid(13, 9), {
      ...{ conversation_id: liveId, role: 'agent', sender_id: 'quality_assurance', message_type: 'response' },
      ...{ content: 'It holds.', content_format: 'markdown', created_at: new Date().toISOString() },
      ...{ parent_message_id: null, requires_user_response: false, related_task_id: null },
      links: { tasks: [], choices: [] },
      said: {
        ...{ seq: 41, phase: 'consensus', round: 2, turn: 5, purpose: 'vote', ref: null, asked: null },
        body: null,
      },
    });
    expect(await said.findByText('It holds.')).toBeVisible();
    expect(said.queryByText(/I tested the restart/)).toBeNull();
  });

  it('keeps what is written through a reload, and says it', async () => {
    const first = open(liveId);
    const box = await screen.findByRole('textbox', { name: 'Say something to the discussion' });
    await first.user.type(box, 'Think of the cost');
    first.unmount();
    const { user } = open(liveId);
    const again = await screen.findByRole('textbox', { name: 'Say something to the discussion' });
    expect(again).toHaveValue('Think of the cost');
    await user.click(again);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await within(await log()).findByText('Think of the cost')).toBeVisible();
    expect(again).toHaveValue('');
  });

  it('keeps what is typed while something is being said', async () => {
    const { user } = open(liveId);
    const box = await screen.findByRole('textbox', { name: 'Say something to the discussion' });
    const release = holdCalls('POST');
    await user.type(box, 'Think of the cost');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.type(box, ' And of the time');
    release();
    expect(await within(await log()).findByText('Think of the cost')).toBeVisible();
    await waitFor(() => expect(box).toHaveValue('And of the time'));
  });

  it('is read along by a viewer', async () => {
    open(liveId, '', 'viewer');
    expect(await screen.findByText(/You read along/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  });
});

describe('a question to the user', () => {
  it('is answered where it is asked', async () => {
    const { user } = open(askingId);
    const asked = await screen.findByRole('region', { name: 'The discussion waits for your 2 answers' });
    expect(asked).toHaveTextContent(/Without an answer it goes on in 11/);
    expect(within(asked).getByText('How many visitors use Safari?')).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: 'Your answer' }), 'A tenth.');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: /waits for your/ })).toBeNull());
    expect(await screen.findByText('Goes on')).toBeVisible();
  });

  it('stands once, where it is answered, and in the talk once it is answered', async () => {
    const { user } = open(askingId);
    const entry = await within(await log()).findByRole('article', { name: 'The discussion asks you' });
    expect(entry).toHaveTextContent('2 questions, below where you answer');
    expect(screen.getAllByText('How many visitors use Safari?')).toHaveLength(1);
    await user.type(screen.getByRole('textbox', { name: 'Your answer' }), 'A tenth.');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(await within(await log()).findByText('How many visitors use Safari?')).toBeVisible();
    expect(screen.getAllByText('How many visitors use Safari?')).toHaveLength(1);
  });

  it('stands in the talk for a viewer, who has no place to answer', async () => {
    open(askingId, '', 'viewer');
    expect(await within(await log()).findByText('How many visitors use Safari?')).toBeVisible();
  });

  it('can be set aside: something else is said, and it still waits', async () => {
    const { user } = open(askingId);
    await user.click(await screen.findByRole('button', { name: 'Say something else' }));
    await user.type(screen.getByRole('textbox', { name: 'Say something to the discussion' }), 'One moment.');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByText('One moment.')).toBeVisible();
    expect(screen.getByRole('region', { name: /waits for your 2 answers/ })).toBeVisible();
  });

  it('is waived', async () => {
    const { user } = open(askingId);
    await user.click(await screen.findByRole('button', { name: 'Go on without an answer' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: /waits for your/ })).toBeNull());
  });
});

describe('what is on the table', () => {
  it('shows proposals through their versions, with what is held against them', async () => {
    const { user } = open(liveId, '?view=proposals');
    const card = await screen.findByRole('article', { name: 'P2: PostgreSQL, with a restart test' });
    expect(within(card).getByText(/met, closed by Technical architect/)).toBeVisible();
    await user.click(within(card).getByRole('button', { name: 'P1, replaced' }));
    expect(await screen.findByRole('article', { name: 'P1: Keep sessions in PostgreSQL' })).toHaveTextContent(
      'One table, an index on the expiry.',
    );
    expect(screen.getByText(/Nobody named a date\./)).toBeVisible();
  });

  it('draws the votes of a round: sides, quorum and each reason', async () => {
    const { user } = open(liveId, '?view=proposals');
    const votes = within(await screen.findByRole('region', { name: 'Votes' }));
    expect(votes.getByText('is being voted')).toBeVisible();
    expect(votes.getAllByText(/has not voted/)).toHaveLength(3);
    expect(votes.getByText(/2 of 5 took a side; 3 have to/)).toBeVisible();
    await user.click(votes.getByRole('button', { name: 'Round 1' }));
    expect(votes.getByText('nothing passed')).toBeVisible();
    expect(votes.getByText(/4 of 5 took a side; 3 have to/)).toBeVisible();
    expect(votes.getByRole('img', { name: 'P1: 47% of the weight is for it' })).toBeVisible();
    expect(votes.getAllByText('Nobody tested the restart.')).toHaveLength(2);
  });
});

describe('what came of it', () => {
  it('shows the record with the dissent, makes tasks by one click and says what was left out', async () => {
    const { user } = open(decidedId, '?view=record');
    const record = within(await screen.findByRole('article', { name: 'Decision' }));
    expect(record.getByText(/Buyers will not understand it\./)).toBeVisible();
    expect(record.getByText('Test the rounding')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Make tasks of it' }));
    const tasks = within(await screen.findByRole('region', { name: 'Tasks of this decision' }));
    expect(tasks.getByText(/appear here with the next cycle/)).toBeVisible();
    expect(await tasks.findByText('Approve all tasks')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Make tasks of it' })).toBeNull();
  });

  it('goes on saying what was left out to whoever opens it later', async () => {
    goTo(mock.url);
    await api.call(decideDiscussion, { params: { id: decidedId }, body: { to: 'tasks' } });
    open(decidedId, '?view=record');
    const tasks = within(await screen.findByRole('region', { name: 'Tasks of this decision' }));
    expect(await tasks.findByText('Approve all tasks')).toBeVisible();
  });

  it('writes a spec by one click, once, and leads to it', async () => {
    const { user } = open(decidedId, '?view=record');
    await user.click(await screen.findByRole('button', { name: 'Write a spec of it' }));
    const made = within(await screen.findByRole('region', { name: 'Spec of this decision' }));
    expect(made.getByRole('link', { name: /SPEC-7/ })).toHaveAttribute(
      'href',
      expect.stringMatching(/\/specs\/[0-9a-f-]{36}$/),
    );
    expect(screen.queryByRole('button', { name: 'Write a spec of it' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Make tasks of it' })).toBeEnabled();
  });

  it('is rated once, where an experiment has a use for that', async () => {
    const { user } = open(decidedId, '?view=record');
    const asked = within(await screen.findByRole('group', { name: 'How good was this discussion?' }));
    await user.click(asked.getByRole('button', { name: '4 of 5' }));
    expect(await screen.findByText('Rated 4 of 5.')).toBeVisible();
    expect(screen.queryByRole('button', { name: '4 of 5' })).toBeNull();
  });

  it('is not asked to be rated where nothing would come of that', async () => {
    open(undecidedId, '?view=record');
    await screen.findByRole('article', { name: 'P1: An otter' });
    expect(screen.queryByRole('group', { name: 'How good was this discussion?' })).toBeNull();
  });

  it('shows what there was to choose from, and goes on with one of it', async () => {
    const { user } = open(undecidedId, '?view=record');
    expect((await screen.findAllByText(/It ended: no proposal passed/))[0]).toBeVisible();
    const option = await screen.findByRole('article', { name: 'P1: An otter' });
    await user.click(within(option).getByRole('button', { name: 'Make tasks of P1' }));
    expect(await screen.findByRole('region', { name: 'Tasks of this decision' })).toBeVisible();
  });
});

describe('a person at the table', () => {
  it('pauses it, lets it go on, and stops it only when asked twice', async () => {
    const { user } = open(liveId);
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    await user.click(await screen.findByRole('button', { name: 'Go on' }));
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    const sure = within(await screen.findByRole('dialog', { name: 'Stop this discussion?' }));
    await user.click(sure.getByRole('button', { name: 'Stop' }));
    expect(await screen.findByText('Stopped')).toBeVisible();
    expect(await screen.findByText(/This discussion is over/)).toBeVisible();
  });

  it('takes it along as a file', async () => {
    const { user } = open(decidedId);
    await user.click(await screen.findByRole('button', { name: 'More' }));
    expect(await screen.findByRole('menuitem', { name: 'Download as Markdown' })).toHaveAttribute(
      'href',
      `/api/discussions/${decidedId}/export?format=markdown`,
    );
  });
});

it('says that a discussion is not there, with a way on', async () => {
  open(uuid(12, 77));
  expect(await screen.findByText('There is no such discussion')).toBeVisible();
  expect(screen.getByRole('link', { name: 'All discussions' })).toBeVisible();
});
