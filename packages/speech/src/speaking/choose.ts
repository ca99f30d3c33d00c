import { SpeechError } from '../speech-error.ts';
import type { VoiceInfo } from '../synthesis.ts';
import { HibariVoice, heart } from './hibari/voice.ts';
import { ProgramVoice } from './program-voice.ts';
import { findVoiceProgram } from './programs.ts';
import { type OpenSynthesiser, SentenceSynthesiser } from './sentence-voice.ts';

/** What can speak on this machine, before anything of it is loaded. */
export interface VoiceChoice {
  /** As a person knows it. */
  engine: string;
  voices: readonly VoiceInfo[];
  /** Loads it; whoever opens it disposes of it. Rejects with `SpeechError`. */
  open(): Promise<OpenSynthesiser>;
}

/** The voice in `heartFolder`, where its files are there; a program in `searchPath` else; null where neither is. */
export async function chooseVoice(
  heartFolder: string | null,
  searchPath: string,
): Promise<VoiceChoice | null> {
  if (heartFolder !== null) return { engine: 'hibari', voices: [heart], open: () => openHeart(heartFolder) };
  const found = await findVoiceProgram(searchPath);
  if (found === null) return null;
  const { name, voices } = found.program;
  return { engine: name, voices, open: async () => new SentenceSynthesiser(new ProgramVoice(found)) };
}

async function openHeart(folder: string): Promise<OpenSynthesiser> {
  try {
    return new SentenceSynthesiser(await HibariVoice.open(folder));
  } catch (error) {
    throw new SpeechError('no_model', `The voice in ${folder} cannot be loaded.`, { cause: error });
  }
}
