import { findProgram } from '@overmind/speech/find-program';
import { recorderAdvice, recordersOf } from '../voice/hearing/recorders.ts';
import { playerAdvice, playersOf } from '../voice/speaking/players.ts';
import { type Finding, ok, warn } from './finding.ts';

/** What `listen` records with and `--aloud` plays with; whether a device is behind it shows only when it is used. */
export async function checkSound(env: NodeJS.ProcessEnv, platform = process.platform): Promise<Finding[]> {
  const recorder = await firstOf(recordersOf(platform), env);
  const player = await firstOf(playersOf(platform), env);
  const none = 'no program on the PATH';
  return [
    recorder ? ok('microphone', `by ${recorder}`) : warn('microphone', none, recorderAdvice(platform)),
    player ? ok('loudspeaker', `by ${player}`) : warn('loudspeaker', none, playerAdvice(platform)),
  ];
}

async function firstOf(
  programs: readonly { name: string }[],
  env: NodeJS.ProcessEnv,
): Promise<string | null> {
  for (const { name } of programs) if ((await findProgram(name, env['PATH'])) !== null) return name;
  return null;
}
