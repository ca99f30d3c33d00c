import { Readable } from 'node:stream';
import type { Recording } from '@overmind/contracts/entities/recording';
import { insertConversation } from '@overmind/db/queries/talk/conversations';
import { toWav } from '@overmind/speech/wav/write';
import type { Core } from '../core.ts';
import { uploadRecording } from '../recordings/upload.ts';
import type { MadeProject } from './makers.ts';
import { inTones } from './tone-speech.ts';

export async function makeVoiceConversation(core: Core, { project, owner }: MadeProject): Promise<string> {
  const { id } = await core.db.transaction().execute((tx) =>
    insertConversation(tx, {
      ...{ project_id: project.id, title: 'Talk', mode: 'voice', created_by_user_id: owner.userId },
    }),
  );
  return id;
}

/** Uploads sentences, spoken in tones. */
export const uploadTones = (
  core: Core,
  made: MadeProject,
  conversationId: string,
  sentences: readonly string[][],
): Promise<Recording> => uploadSound(core, made, conversationId, inTones(sentences));

export const uploadSound = (
  core: Core,
  { owner }: MadeProject,
  conversationId: string,
  samples: Float32Array,
): Promise<Recording> =>
  uploadRecording(core, owner, conversationId, {
    ...{ content: Readable.from([toWav(samples)]), title: 'Talk' },
  });
