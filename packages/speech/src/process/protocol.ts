import type { Audio } from '../pcm.ts';
import type { RecognitionOptions, Segment, StreamEvent } from '../recognition.ts';
import type { SpeechUse } from '../speech.ts';
import type { SpeechFault } from '../speech-error.ts';

/*
 * What the process with the engines and the one that asks it say to each other, by Node's IPC in its binary form.
 * Each job has a number of the asker's. Sound goes only where it was asked for: the engines `pull` pieces of a
 * recording, the asker says `more` for each sentence, and each `push` of a voice is confirmed by `taken`. A job is over
 * with `done`, `failed` or `cancel`; what still arrives for it is dropped.
 */
export type ToEngines =
  | { type: 'recognise'; id: number; options: RecognitionOptions }
  | { type: 'piece'; id: number; samples: Float32Array | null }
  | { type: 'load'; id: number; use: SpeechUse }
  | { type: 'open'; id: number; options: RecognitionOptions }
  | { type: 'push'; id: number; samples: Float32Array }
  | { type: 'end'; id: number }
  | { type: 'speak'; id: number; text: string; options: { voice?: string; rate?: number } }
  | { type: 'more'; id: number }
  | { type: 'cancel'; id: number };

export type FromEngines =
  | { type: 'pull'; id: number }
  | { type: 'segment'; id: number; segment: Segment }
  | { type: 'progress'; id: number; heardS: number; toldS: number }
  | { type: 'event'; id: number; event: StreamEvent }
  | { type: 'taken'; id: number }
  | { type: 'audio'; id: number; audio: Audio }
  | { type: 'done'; id: number; language: string }
  | { type: 'failed'; id: number; fault: SpeechFault; message: string };

/** Both ends are of one build, so what arrives is what was sent. */
export const fromEngines = (message: unknown): FromEngines => message as FromEngines;
export const toEngines = (message: unknown): ToEngines => message as ToEngines;
