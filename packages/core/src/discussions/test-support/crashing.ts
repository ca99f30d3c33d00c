import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestCore } from '../../test-support/start-test-core.ts';
import { listDiscussionMessages } from '../read.ts';
import type { Doom } from './crash-worker.ts';
import type { Room } from './room.ts';

/** What does not depend on which of several at once was first, nor on when it was. */
export async function recordsOf({ core }: Pick<TestCore, 'core'>, room: Room) {
  const { record, proposals, votes, rounds, turns, status, reason, phase, used } = await room.detail();
  const events = await room.events();
  const { items } = await listDiscussionMessages(core, room.id, { limit: 500 });
  const vote = ({ by, round, proposal, choice }: (typeof votes)[number]) =>
    `${round} ${by} ${proposal} ${choice}`;
  return {
    detail: {
      ...{ status, reason, phase, rounds, record: { ...record, decided_at: '' } },
      ...{ proposals, turns, votes: votes.map(vote).sort(), tokens: used.tokens },
    },
    events: events.map((event) => ('turn' in event ? `${event.type} ${event.turn}` : event.type)).sort(),
    messages: items
      .map(
        ({ role, sender_id, message_type, content }) =>
          `${role === 'agent' ? sender_id : role} ${message_type} ${content}`,
      )
      .sort(),
  };
}

export const doomOf = ({ made, id }: Room, point: string, decides: Doom['decides'] = null): Doom => ({
  projectId: made.project.id,
  userId: made.owner.userId,
  discussionId: id,
  point,
  decides,
});

/** A process that works on discussions until each of them is where it is to die. */
export function startWorker({ url, storageRoot }: TestCore) {
  const file = join(import.meta.dirname, 'crash-worker.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, url, storageRoot], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ready = once(child, 'message');
  const output = child.stderr === null ? '' : text(child.stderr);
  return {
    async dieAt(dooms: Doom[]): Promise<void> {
      await ready;
      const exit = once(child, 'exit');
      child.send(dooms);
      const [, signal] = await exit;
      if (signal !== 'SIGKILL') throw new Error(`The worker did not die as it should: ${await output}`);
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}
