import type { SpeechState } from '@overmind/contracts/entities/speech';
import { ofThisMachine, type Speech, type SpeechPart, type SpeechUse } from '@overmind/speech/speech';
import { SpeechError } from '@overmind/speech/speech-error';
import type { Core } from '../core.ts';
import { speechFor } from './speech-for.ts';

interface Serving {
  part: SpeechPart;
  /** Null where nothing may do it. */
  speech: Speech | null;
}

/** What does it for the project, or, where none is named, what is set up. */
async function servingOf(core: Core, projectId: string | null, use: SpeechUse): Promise<Serving> {
  try {
    const speech = projectId === null ? core.speech : await speechFor(core, projectId, use);
    return { part: (await speech.health())[use], speech };
  } catch (error) {
    if (!(error instanceof SpeechError) || error.fault !== 'not_allowed') throw error;
    return { part: { state: 'off', engine: 'none', ...ofThisMachine, detail: error.message }, speech: null };
  }
}

/** Whether speech is there, for whoever sets it up, or under the rules of the project it is wanted in. */
export async function readSpeechState(core: Core, projectId: string | null): Promise<SpeechState> {
  const [hearing, speaking] = await Promise.all([
    servingOf(core, projectId, 'recognition'),
    servingOf(core, projectId, 'synthesis'),
  ]);
  const heard = hearing.speech === null ? [] : (await hearing.speech.health()).languages;
  const voices = speaking.speech?.voices ?? [];
  return {
    ...{ recognition: hearing.part, synthesis: speaking.part },
    languages: heard === null ? null : [...heard],
    voices: voices.map(({ id, title, language }) => ({ id, title, language })),
    max_recording_bytes: core.settings.recordingMaxBytes,
  };
}
