import { findOwnFolderProblem, modelPlaces } from '@overmind/speech/models/places';
import { printError } from '../../output/print.ts';
import type { Settings } from '../../settings/settings.ts';

/** Says on standard error where SPEECH_MODEL_DIR leads to no model; the work goes on with others. */
export async function warnOfOwnFolder({ dataDir, speech }: Settings): Promise<void> {
  const problem = await findOwnFolderProblem(modelPlaces(dataDir, speech));
  if (problem !== null) printError(`${problem}.`);
}
