import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';
import { AppError, notFound } from '@overmind/contracts/errors';
import type { Db } from '@overmind/db/database';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';

const refusals = {
  recognition: 'Voices are not heard in this project: its settings turn that off. Write instead.',
  synthesis: 'Nothing is said aloud in this project: its settings turn that off.',
} as const;

/** The voice rules of a project; throws where they turn off what is wanted. */
export async function requireVoice(
  db: Db,
  projectId: string,
  wanted: keyof typeof refusals,
): Promise<VoiceRules> {
  const row = await findProjectRow(db, projectId);
  if (row === null) throw notFound('project');
  const { voice } = settingsOf(row);
  if (voice[wanted]) return voice;
  throw new AppError('rule_violated', refusals[wanted], { rule: `voice.${wanted}_off` });
}
