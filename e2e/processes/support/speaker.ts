import type { VoiceServerFrame } from '@overmind/contracts/frames/voice';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { waitFor } from '@overmind/testing/wait-for';
import { WebSocket } from 'ws';
import type { Person } from './person.ts';

const pieceBytes = 4_800;

/** Says a recorded sentence into a conversation, as a microphone would, and resolves with what was understood. */
export async function speakInto(
  person: Person,
  at: { projectId: string; conversationId: string },
  wav: Buffer,
): Promise<{ final: Extract<VoiceServerFrame, { type: 'transcript.final' }>; frames: VoiceServerFrame[] }> {
  const url = new URL('/ws/voice', person.baseUrl.replace(/^http/, 'ws'));
  url.search = new URLSearchParams({
    project_id: at.projectId,
    conversation_id: at.conversationId,
  }).toString();
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${person.token}` } });
  const frames: VoiceServerFrame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as VoiceServerFrame));
  socket.on('error', () => {}); // What is waited for then does not come.
  try {
    await waitFor(() => socket.readyState === WebSocket.OPEN, { what: 'the voice socket to open' });
    const { rate, samples } = await readPlainWavFile(wav);
    socket.send(JSON.stringify({ type: 'start', format: 's16le', sample_rate: rate }));
    await waitFor(() => frames.some(({ type }) => type === 'ready'), { what: 'a place to speak' });
    for (let from = 0; from < samples.length; from += pieceBytes)
      socket.send(samples.subarray(from, from + pieceBytes));
    socket.send(JSON.stringify({ type: 'stop' }));
    const final = await waitFor(() => frames.find(isFinal), { what: 'the final words' });
    return { final, frames };
  } finally {
    socket.close();
  }
}

const isFinal = (frame: VoiceServerFrame): frame is Extract<VoiceServerFrame, { type: 'transcript.final' }> =>
  frame.type === 'transcript.final';
