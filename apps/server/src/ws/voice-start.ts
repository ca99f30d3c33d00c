import type { VoiceClientFrame, VoiceServerFrame } from '@overmind/contracts/frames/voice';
import type { Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { requireVoice } from '@overmind/core/projects/voice-rules';
import { type Capture, openCapture, resumeCapture } from '@overmind/core/voice/capture';
import { finalFrames, findFinished } from '@overmind/core/voice/final';
import { notResumableError } from './voice-errors.ts';

type Start = Extract<VoiceClientFrame, { type: 'start' }>;

/** Who speaks where. */
export interface VoicePlace {
  projectId: string;
  conversationId: string;
  call: Call;
}

/** A place for what is said: a new one, or the one to go on with. Null when that is over. */
export async function findCapture(
  core: Core,
  { call, projectId, conversationId }: VoicePlace,
  start: Start,
): Promise<Capture | null> {
  const { resume_id: id, language = null, format, sample_rate, mime_type } = start;
  if (id !== undefined) return resumeCapture(core, call, { id, projectId });
  const rules = await requireVoice(core, projectId, 'recognition');
  const spoken = language ?? rules.language;
  const voice = format === undefined ? { sample_rate, mime_type } : { sample_rate, format };
  return openCapture(core, call, { projectId, conversationId, language: spoken, format: voice });
}

/** What is told to whoever wants to go on with a turn that is over, once it is heard. */
export async function finishedFrames(
  core: Core,
  { call }: VoicePlace,
  { resume_id: id = '' }: Start,
  signal: AbortSignal,
): Promise<VoiceServerFrame[]> {
  const row = await findFinished(core, { id, call }, signal);
  return row === null ? [notResumableError(id)] : finalFrames(core, row, { isSaid: true });
}
