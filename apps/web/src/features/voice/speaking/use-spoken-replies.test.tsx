import type { Message } from '@overmind/contracts/entities/conversation';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { useView } from '#features/project/project-context.tsx';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { conversationId, projectId } from '../../../../test/mock/fixtures/ids.ts';
import { messages } from '../../../../test/mock/fixtures/messages.ts';
import { renderInProject } from '../../../../test/render-in-project.tsx';
import { preferVoice, usualPreferences } from '../preferences.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import { silent } from '../session/voice-state.ts';
import { useVoice } from '../voice-store.ts';
import type { Said } from './speaker.ts';
import { useSpokenReplies } from './use-spoken-replies.ts';

beforeEach(() => {
  preferVoice(usualPreferences);
  useVoice.setState({ isMuted: false });
});

function listen() {
  const said: string[] = [];
  const speaker = { say: ({ text }: Said) => void said.push(text) };
  const Listener = () => {
    useSpokenReplies(conversationId, speaker);
    const count = useView((view) => view.messages.length);
    return <p>{count} messages</p>;
  };
  const { queries, view } = renderInProject(<Listener />);
  let count = view.messages.length;
  /** Resolves once the page has them. */
  const add = async (...added: Message[]) => {
    queries.setQueryData<Snapshot>(
      snapshotKey(projectId),
      (before) => before && { ...before, messages: [...before.messages, ...added] },
    );
    count += added.length;
    await screen.findByText(`${count} messages`);
  };
  return { said, add };
}
const answer = (id: string, content: string): Message => ({ ...(messages[1] as Message), id, content });

describe('answers that are said aloud', () => {
  it('are those that come from now on, in their order', async () => {
    preferVoice({ replies: 'always' });
    const { said, add } = listen();
    await add(answer('a', 'The tests run.'), answer('b', 'They have passed.'));
    await expect.poll(() => said).toEqual(['The tests run.', 'They have passed.']);
  });

  it('are none while they are muted, nor afterwards what was muted', async () => {
    preferVoice({ replies: 'always' });
    const { said, add } = listen();
    useVoice.setState({ isMuted: true });
    await add(answer('a', 'The tests run.'));
    useVoice.setState({ isMuted: false });
    await add(answer('b', 'They have passed.'));
    await expect.poll(() => said).toEqual(['They have passed.']);
  });

  it('are none to what was typed, unless all are wanted', async () => {
    const { said, add } = listen();
    await add({ ...(messages[0] as Message), id: 'typed' }, answer('a', 'The tests run.'));
    preferVoice({ replies: 'always' });
    await add(answer('b', 'They have passed.'));
    await expect.poll(() => said).toEqual(['They have passed.']);
  });
});

it.each(['microphone', 'voice'] as const)(
  'who asks hands-free for silence of the %s gets that',
  async (silence) => {
    const end = vi.fn<() => void>();
    const session = { ownRecordings: new Set(['mine']), end };
    useVoice.setState({
      session: session as unknown as VoiceSession,
      state: { ...silent, mode: 'hands_free', isMicrophoneOn: true },
    });
    onTestFinished(() => useVoice.setState({ session: null, state: null }));
    const { said, add } = listen();
    const recording = { id: 'mine', start_ms: 0, end_ms: 900 };
    const asked: Message = { ...(messages[0] as Message), id: 'asked', recording };
    const reply = answer('a', 'All right.');
    await add(asked, { ...reply, parent_message_id: 'asked', links: { ...reply.links, silence } });
    expect(end).toHaveBeenCalledTimes(silence === 'microphone' ? 1 : 0);
    expect(said).toEqual([]);
  },
);
