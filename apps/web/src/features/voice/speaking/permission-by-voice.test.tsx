import type { Message } from '@overmind/contracts/entities/conversation';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { askPermission, permissionChoices, readVerdict } from '@overmind/domain/replies/permission';
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useView } from '#features/project/project-context.tsx';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { conversationId, projectId } from '../../../../test/mock/fixtures/ids.ts';
import { messages } from '../../../../test/mock/fixtures/messages.ts';
import { permission } from '../../../../test/mock/fixtures/talk.ts';
import { renderInProject } from '../../../../test/render-in-project.tsx';
import { loud, openRoom } from '../../../../test/voice-room.ts';
import { finalFrame, startVoiceServer } from '../../../../test/voice-server.ts';
import { useVoice } from '../voice-store.ts';
import { useSpokenReplies } from './use-spoken-replies.ts';

let server: Awaited<ReturnType<typeof startVoiceServer>>;
let room: ReturnType<typeof openRoom>;
beforeEach(async () => {
  server = await startVoiceServer();
  room = openRoom();
  await room.session.press('hands_free');
  useVoice.setState({ session: room.session, state: room.state(), isMuted: false });
});
afterEach(async () => {
  useVoice.setState({ session: null, state: null });
  room.close();
  await server.close();
});

const request = permission();
const asked: Message = {
  ...(messages[1] as Message),
  ...{ id: 'asked', role: 'relayer', message_type: 'question_to_user', requires_user_response: true },
  ...{ content: askPermission('SHOP-5', request), related_task_id: request.task_id },
  links: { tasks: [], choices: permissionChoices('SHOP-5', request.id), permission_id: request.id },
};

function Listener() {
  useSpokenReplies(conversationId, room.speaker);
  return <p>{useView((view) => view.messages.length)} messages</p>;
}

/** A room in which a run waits and what it asks leave for has just come. */
async function hearQuestion() {
  const { queries, view } = renderInProject(<Listener />, (before) => ({
    ...before,
    runs: before.runs.map((run) => (run.id === request.run_id ? { ...run, is_waiting: true } : run)),
  }));
  const change = (patch: (view: Snapshot) => Partial<Snapshot>) =>
    act(() => {
      const changed = (before?: Snapshot) => before && { ...before, ...patch(before) };
      queries.setQueryData<Snapshot>(snapshotKey(projectId), changed);
    });
  change((before) => ({ messages: [...before.messages, asked] }));
  await screen.findByText(`${view.messages.length + 1} messages`);
  return { change };
}

/** The whole of what is asked, to its end. */
async function hearAll(): Promise<string> {
  await expect.poll(() => room.heard.length).toBeGreaterThan(0);
  await expect
    .poll(() => {
      room.finishSentence();
      return room.state().isSpeaking;
    })
    .toBe(false);
  return room.heard.join(' ');
}

it('asks aloud for leave with numbered answers, each of which decides when it is spoken', async () => {
  await hearQuestion();
  const aloud = await hearAll();
  expect(aloud).toMatch(/SHOP.5 asks for leave/i);
  expect(aloud).toMatch(/You can say: one, Allow; two, Deny\.$/);
  expect(aloud.match(/Allow/g)).toHaveLength(1);
  for (const answer of ['Allow.', 'Yes.', 'One.', 'Number one.'])
    expect(readVerdict(answer)).toMatchObject({ verdict: 'allow' });
  for (const answer of ['Deny it.', 'No.', 'Number two.'])
    expect(readVerdict(answer)).toMatchObject({ verdict: 'deny' });
});

it('takes an answer that is spoken into the question, and does not ask again', async () => {
  const { change } = await hearQuestion();
  await expect.poll(() => room.heard.length).toBe(1);
  room.say(loud, 1, 2, 3);
  const line = await server.connection(0);
  expect(line.query.get('conversation_id')).toBe(conversationId);
  server.ready(line);
  server.send(line, { type: 'speech.started', at_ms: 0 });
  server.send(line, { type: 'speech.ended', at_ms: 600 });
  await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
  change(({ runs }) => ({ runs: runs.map((run) => ({ ...run, is_waiting: false })) }));
  server.send(line, finalFrame('Allow it.'));
  await expect.poll(() => room.state().phase).toBe('listening');
  expect(room.heard).toHaveLength(1);
});
