import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import { type DiscussionDetail, NewDiscussion } from '@overmind/contracts/entities/discussion-room';
import { ProviderSettings } from '@overmind/contracts/entities/provider';
import { listDiscussionEvents } from '@overmind/db/queries/discussions/events';
import type { ScriptFunction } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { waitFor } from '@overmind/testing/wait-for';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { untilHeard } from '../../models/test-support/gateway.ts';
import { putProvider } from '../../providers/change.ts';
import { type MadeProject, makeProject, userCall } from '../../test-support/makers.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';
import { stepDiscussion } from '../drive.ts';
import { getDiscussion } from '../read.ts';
import { startDiscussion } from '../start.ts';
import { speakers } from './speakers.ts';

const admin = userCall('00000000-0000-7000-8000-00000000000a');

/** A model on this machine that speaks for everybody; the caller closes it. */
export async function openModel(
  { core }: TestCore,
  script: ScriptFunction = speakers(),
): Promise<ModelServer> {
  const server = await startModelServer(script);
  const settings = {
    kind: 'openai_compatible',
    base_url: server.openAiUrl,
    is_local: true,
    serves_itself: true,
  };
  await untilHeard(core, () => putProvider(core, admin, 'scripted', ProviderSettings.parse(settings)));
  return server;
}

/** The same, for one test. */
export async function giveModel(on: TestCore, script?: ScriptFunction): Promise<ModelServer> {
  const server = await openModel(on, script);
  onTestFinished(() => server.close());
  return server;
}

export interface Room {
  made: MadeProject;
  id: string;
  detail(): Promise<DiscussionDetail>;
  events(): Promise<DiscussionEvent[]>;
  /** Lets it go on until it waits or has ended. */
  goOn(): Promise<DiscussionDetail>;
}

export async function openRoom(
  { core }: TestCore,
  input: Partial<z.input<typeof NewDiscussion>> = {},
  project?: MadeProject,
): Promise<Room> {
  const made = project ?? (await makeProject(core));
  const goal = 'Choose where sessions are stored.';
  const { id } = await startDiscussion(
    core,
    made.owner,
    made.project.id,
    NewDiscussion.parse({ goal, ...input }),
  );
  return roomOf({ core }, made, id);
}

export function roomOf({ core }: Pick<TestCore, 'core'>, made: MadeProject, id: string): Room {
  const detail = () => getDiscussion(core, id);
  return {
    ...{ made, id, detail },
    events: async () => (await listDiscussionEvents(core.db, id, 0, 10_000)).map(({ event }) => event),
    async goOn() {
      const rests = async () => {
        await stepDiscussion(core, id);
        return (await detail()).status !== 'active';
      };
      await waitFor(rests, { what: 'the discussion to rest' });
      return detail();
    },
  };
}
