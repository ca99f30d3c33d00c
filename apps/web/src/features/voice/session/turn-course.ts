import { maxUtteranceMs } from '@overmind/contracts/frames/voice';
import type { Turn } from './spoken-turns.ts';
import type { VoiceMode } from './voice-state.ts';

/** Ended before the server would call it too long. */
const mostTurnMs = maxUtteranceMs - 2_000;
/** Without word of the server, so much quiet ends a turn. */
const mostQuietMs = 2_500;

/** A door, a cough: nobody has said anything. */
export const isNoise = ({ isLive, isSpeechHeard }: Turn): boolean => isLive && !isSpeechHeard;

export const isTooLong = ({ begunAt }: Turn): boolean => performance.now() - begunAt > mostTurnMs;

/** How a turn goes on, as far as can be told here by how long it has been quiet. The server knows better and is first. */
export function courseOf(turn: Turn, mode: VoiceMode | null, quietMs: number): 'on' | 'over' | 'noise' {
  if (mode === 'held' || quietMs < mostQuietMs) return 'on';
  if (mode === 'hands_free') return isNoise(turn) ? 'noise' : 'over';
  return !turn.isLive && (turn.isVoiceHeard || turn.isSpeechHeard) ? 'over' : 'on';
}
