import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '@overmind/speech/find-program';
import { wavOf } from '@overmind/speech/wav/write';
import { Failure } from '../../failure.ts';
import { settledWithin } from '../../settled-within.ts';
import { type Player, playerAdvice, playersOf } from './players.ts';
import type { SpokenSink } from './say-aloud.ts';

const keptErrors = 2_000;
const stopMs = 2_000;

interface Found {
  player: Player;
  file: string;
}

/** Plays what is said with the first player on the PATH that can. Throws where there is none. */
export async function openLoudspeaker(
  path = process.env['PATH'],
  platform = process.platform,
): Promise<SpokenSink> {
  const found: Found[] = [];
  for (const player of playersOf(platform)) {
    const file = await findProgram(player.name, path);
    if (file !== null) found.push({ player, file });
  }
  if (found.length === 0)
    throw new Failure(`No program that plays sound was found. ${playerAdvice(platform)}`);
  const folder = await mkdtemp(join(tmpdir(), 'overmind-say-'));
  const abandon = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', abandon);
  const close = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', abandon);
  };
  const wav = join(folder, 'sentence.wav');
  return {
    async write(sound, _pauseMs, signal) {
      await writeFile(wav, wavOf(sound.rate, sound.samples), { mode: 0o600 });
      await playWithAny(found, wav, signal);
    },
    end: close,
    discard: close,
  };
}

/** One that cannot is not tried again. */
async function playWithAny(found: Found[], wav: string, signal: AbortSignal): Promise<void> {
  const reasons: string[] = [];
  for (let first = found[0]; first !== undefined; first = found[0]) {
    const reason = await play(first, wav, signal);
    if (reason === null || signal.aborted) return;
    reasons.push(`${first.player.name}: ${reason}`);
    found.shift();
  }
  throw new Failure(`The answer could not be played.\n  ${reasons.join('\n  ')}`);
}

/** Null when it was heard to its end, or stopped by the signal; else why it was not. Ends with this program. */
async function play({ player, file }: Found, wav: string, signal: AbortSignal): Promise<string | null> {
  if (signal.aborted) return null;
  const child = spawn(file, player.argv(wav), { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrors);
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const interrupt = (): void => void stop(child, closed);
  const abandon = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', interrupt, { once: true });
  process.once('exit', abandon);
  try {
    const [code] = await closed;
    if (signal.aborted) return null;
    if (code === 0) return player.unheard?.exec(errors)?.[0] ?? null;
    return errors.trim().split('\n').at(-1) || `it ended with ${code ?? 'a signal'}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    signal.removeEventListener('abort', interrupt);
    process.off('exit', abandon);
  }
}

async function stop(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  if (!(await settledWithin(closed, stopMs))) child.kill('SIGKILL');
}
