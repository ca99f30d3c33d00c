import { findProgram } from '../find-program.ts';
import type { VoiceInfo } from '../synthesis.ts';

/** A program that speaks, known by its name. It is never linked: espeak-ng is under the GPL, this product is not. */
export interface VoiceProgram {
  name: string;
  voices: readonly [VoiceInfo, ...VoiceInfo[]];
  /** How it is told to write what it says as a WAV file. Its output will not do: flite cannot write to a socket. */
  args(asked: { sentence: string; voice: string; rate: number; file: string }): string[];
}

const english = (id: string, title: string): VoiceInfo => ({ id, title, language: 'en-US' });
const wordsAMinute = 175;

/** The better one first. */
export const voicePrograms: readonly [VoiceProgram, ...VoiceProgram[]] = [
  {
    name: 'flite',
    voices: [
      english('flite-slt', 'Flite slt, a plain voice'),
      english('flite-rms', 'Flite rms, a plain voice'),
    ],
    args: ({ sentence, voice, rate, file }) => [
      ...['-voice', voice.replace('flite-', ''), '--setf', `duration_stretch=${(1 / rate).toFixed(3)}`],
      ...['-t', sentence, '-o', file],
    ],
  },
  {
    name: 'espeak-ng',
    voices: [english('espeak-ng', 'eSpeak NG, a robot’s voice')],
    args: ({ sentence, rate, file }) => [
      ...['-w', file, '-v', 'en-us', '-s', String(Math.round(wordsAMinute * rate)), '--', sentence],
    ],
  },
];

export interface FoundProgram {
  program: VoiceProgram;
  path: string;
}

/** The first of them in the folders of `searchPath`; null where there is none. */
export async function findVoiceProgram(searchPath: string): Promise<FoundProgram | null> {
  for (const program of voicePrograms) {
    const path = await findProgram(program.name, searchPath);
    if (path !== null) return { program, path };
  }
  return null;
}
