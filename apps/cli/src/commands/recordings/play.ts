import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@overmind/client/http';
import { getRecordingAudio } from '@overmind/contracts/routes/recordings';
import { decode } from '@overmind/speech/decoding/decode';
import { speechRate } from '@overmind/speech/pcm';
import { toS16 } from '@overmind/speech/wav/write';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { Interrupt } from '../../terminal/interrupt.ts';
import { openLoudspeaker } from '../../voice/speaking/loudspeaker.ts';
import type { SpokenSink } from '../../voice/speaking/say-aloud.ts';
import { writeWhole } from '../transfer/export-file.ts';
import { findRecording } from './find.ts';
import { type RangeOptions, withRange } from './range.ts';

/** Played at once; a recording of hours is never in memory as a whole. */
const mostAtOnceS = 60;

export function addPlayRecording(recordings: Command): void {
  withRange(
    recordings
      .command('play')
      .description('Plays a recording, or a part of it, on this machine.')
      .argument('<recording>', 'its id or the beginning of it')
      .option('-p, --project <project>', "key, name or id; else this folder's project"),
  )
    .addHelpText('after', '\nExample:\n  $ overmind recordings play 0199a2b4 --from 0:12 --to 0:15')
    .action(play);
}

async function play(named: string, options: RangeOptions & { project?: string }): Promise<void> {
  const { client } = await openSession();
  const id = await findRecording(client, named, options.project);
  const loudspeaker = await openLoudspeaker();
  const folder = await mkdtemp(join(tmpdir(), 'overmind-play-'));
  using interrupt = new Interrupt();
  try {
    await playFrom(await fetchInto(client, id, folder), options, loudspeaker, interrupt.signal);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
  } finally {
    await loudspeaker.end();
    await rm(folder, { recursive: true, force: true });
  }
  if (interrupt.signal.aborted) interrupt.leave();
}

async function fetchInto(client: Client, id: string, folder: string): Promise<string> {
  const file = join(folder, 'recording');
  await writeWhole(await client.stream(getRecordingAudio, { params: { id } }), file);
  return file;
}

async function playFrom(
  file: string,
  { from = 0, to = Number.POSITIVE_INFINITY }: RangeOptions,
  loudspeaker: SpokenSink,
  signal: AbortSignal,
): Promise<void> {
  const samplesOf = (ms: number): number => Math.round((ms * speechRate) / 1_000);
  const [first, end] = [samplesOf(from), samplesOf(to)];
  const { pieces } = await decode(file, { signal });
  let at = 0;
  let waiting: Buffer[] = [];
  let waitingSamples = 0;
  const flush = async (): Promise<void> => {
    const samples = Buffer.concat(waiting);
    [waiting, waitingSamples] = [[], 0];
    if (samples.length > 0) await loudspeaker.write({ rate: speechRate, samples }, 0, signal);
  };
  for await (const piece of pieces) {
    const part = piece.subarray(Math.max(0, first - at), Math.max(0, end - at));
    at += piece.length;
    if (part.length > 0) waiting.push(toS16(part));
    waitingSamples += part.length;
    if (waitingSamples >= mostAtOnceS * speechRate) await flush();
    if (at >= end || signal.aborted) break;
  }
  await flush();
}
