import type { Client } from '@overmind/client/http';
import { speak } from '@overmind/contracts/routes/recordings';
import { splitSentences } from '@overmind/speech/speaking/sentences';
import { readSpokenWav, type SpokenSound } from './spoken-sound.ts';

/** Where what is said goes, one sentence after the other. `end` or `discard` has to be called. */
export interface SpokenSink {
  /** Resolves when it was heard, stopped by the signal, or taken. */
  write(sound: SpokenSound, pauseMs: number, signal: AbortSignal): Promise<void>;
  end(): Promise<void>;
  discard(): Promise<void>;
}

export interface SayAloud {
  client: Client;
  projectId: string;
  /** The project's, or the server's usual one, when null. */
  voice: string | null;
}

/** Has the server say a text, a sentence at a time, the next one fetched while one is heard. Stops at the signal. */
export async function sayAloud(
  text: string,
  by: SayAloud,
  sink: SpokenSink,
  signal: AbortSignal,
): Promise<void> {
  const sentences = splitSentences(text);
  let coming = fetchSpoken(sentences[0]?.text, by, signal);
  for (const [index, { pauseMs }] of sentences.entries()) {
    const sound = await coming;
    coming = fetchSpoken(sentences[index + 1]?.text, by, signal);
    // Awaited in its turn, if that comes.
    coming.catch(() => undefined);
    if (sound === null || signal.aborted) return;
    await sink.write(sound, pauseMs, signal);
  }
}

/** Null for no text, and where it is wanted no more. */
async function fetchSpoken(
  text: string | undefined,
  { client, projectId, voice }: SayAloud,
  signal: AbortSignal,
): Promise<SpokenSound | null> {
  if (text === undefined) return null;
  const body = { text, project_id: projectId, ...(voice === null ? {} : { voice }) };
  try {
    const response = await client.stream(speak, { body, signal });
    return await readSpokenWav(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
