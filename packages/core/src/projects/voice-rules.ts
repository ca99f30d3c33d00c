import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import type { SpeechUse } from '@overmind/speech/speech';
import type { Core } from '../core.ts';
import { fromSpeech } from '../voice/speech-fault.ts';
import { speechFor } from '../voice/speech-for.ts';

const refusals: Record<SpeechUse, string> = {
  recognition: 'Voices are not heard in this project: its settings turn that off. Write instead.',
  synthesis: 'Nothing is said aloud in this project: its settings turn that off.',
};

/** The voice rules of a project; throws where they turn off what is wanted, or its privacy forbids what would do it. */
export async function requireVoice(core: Core, projectId: string, wanted: SpeechUse): Promise<VoiceRules> {
  const row = await findProjectRow(core.db, projectId);
  if (row === null) throw notFound('project');
  const { voice } = settingsOf(row);
  if (!voice[wanted]) throw new AppError('rule_violated', refusals[wanted], { rule: `voice.${wanted}_off` });
  await speechFor(core, projectId, wanted).catch((error: unknown) => {
    throw fromSpeech(error);
  });
  return voice;
}
