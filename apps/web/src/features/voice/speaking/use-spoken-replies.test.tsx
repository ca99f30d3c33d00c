import type { Message } from '@overmind/contracts/entities/conversation';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { useView } from '#features/project/project-context.tsx';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { conversationId, projectId } from '../../../../test/mock/fixtures/ids.ts';
import { messages } from '../../../../test/mock/fixtures/messages.ts';
import { renderInProject } from '../../../../test/render-in-project.tsx';
import { preferVoice, usualPreferences } from '../preferences.ts';
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
