import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemCall } from '../call.ts';
import { deleteConversation } from '../conversations/talk.ts';
import type { Core } from '../core.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { write } from '../write.ts';
import { stepDiscussion } from './drive.ts';
import { recordIn } from './record.ts';
import { giveModel, openRoom, type Room } from './test-support/room.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

/** As another worker would that has the same turns. */
const answerAll = async ({ id, detail }: Room): Promise<void> => {
  const { turns } = await detail();
  await write(on.core, systemCall, async (w) => {
    for (const { turn } of turns)
      await recordIn(w, id, (_state, at_ms) => ({
        ...{ type: 'turn_spoken', at_ms, turn, tokens: 0, cost_micros: 0 },
        message: {
          ...{ type: 'response', content: `Turn ${turn} is clear.`, to: null, reply_to: null },
          ...{ concerns: [], closes: [] },
        },
      }));
  });
};

it('a failure that nothing would mend ends nothing where its turn was answered meanwhile', async () => {
  // Without a provider every call fails for good.
  const room = await openRoom(on, { agents: ['project_manager', 'quality_assurance'] });
  let answered: Promise<void> | undefined;
  const core: Core = {
    ...on.core,
    crashPoint(name) {
      if (name !== 'after hearing clarify') return;
      answered ??= answerAll(room);
      return answered;
    },
  };
  await stepDiscussion(core, room.id);
  const { status, turns, reason } = await room.detail();
  expect(turns.map(({ purpose, outcome }) => `${purpose} ${outcome}`)).toEqual([
    ...['clarify spoken', 'clarify spoken'],
    ...['explore open', 'explore open'],
  ]);
  // The next turn, which nobody else answers, ends it.
  expect({ status, reason }).toEqual({ status: 'failed', reason: expect.stringContaining('Add a provider') });
});

it('ends quietly where it is deleted while somebody speaks', async () => {
  let letGo = () => {};
  const heldUntil = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const model = await giveModel(on, () => ({ text: 'late', heldUntil }));
  const room = await openRoom(on, { agents: ['project_manager', 'quality_assurance'] });
  const step = stepDiscussion(on.core, room.id);
  await waitFor(() => model.calls.length === 2, { what: 'both to be asked' });
  await deleteConversation(on.core, room.made.owner, room.id);
  letGo();
  await step;
  await expect(room.detail()).rejects.toMatchObject({ code: 'not_found' });
});
