import { postFile } from '../connection/post-file.ts';
import { meaningOf } from '../connection/refusals.ts';
import type { FinishedRecording } from './recording.ts';

/** True when there is nothing more to send: the server has it, or will never take it. Throws to be tried again. */
export type RecordingUpload = (recording: FinishedRecording, signal: AbortSignal) => Promise<boolean>;

export const recordingUpload =
  (server: { url: string; token: string }): RecordingUpload =>
  async ({ terminalId, path, sizeBytes, sha256 }, signal) => {
    const url = new URL(`${server.url}/api/terminals/${terminalId}/recording?sha256=${sha256}`);
    const end = await postFile(url, server.token, { path, sizeBytes }, signal);
    if (end.kind === 'stored' || meaningOf(end.code) !== 'retry') return true;
    throw new Error(end.detail);
  };
