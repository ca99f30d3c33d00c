import type { VoiceClientFrame, VoiceServerFrame } from '@overmind/contracts/frames/voice';
import { FrameSocket } from './frame-socket.ts';

interface SpeakerOptions {
  token?: string;
  projectId: string;
  conversationId: string;
  headers?: Record<string, string>;
}

type Start = Omit<Extract<VoiceClientFrame, { type: 'start' }>, 'type' | 'sample_rate'> & {
  sample_rate?: number;
};

/** A microphone at `/ws/voice`. */
export class TestSpeaker extends FrameSocket<Record<string, unknown>, VoiceServerFrame> {
  constructor(server: { port: number }, { token, projectId, conversationId, headers = {} }: SpeakerOptions) {
    const query = new URLSearchParams({ project_id: projectId, conversation_id: conversationId });
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    super(`ws://127.0.0.1:${server.port}/ws/voice?${query}`, { ...authorization, ...headers });
  }

  async opened(): Promise<this> {
    if (this.socket.readyState !== this.socket.OPEN)
      await new Promise((resolve) => this.socket.once('open', resolve));
    return this;
  }

  /** Starts a turn and waits for its place. */
  async start(start: Start) {
    this.frames.length = 0;
    this.send({ type: 'start', ...start });
    return this.waitFor('ready');
  }

  /** As a microphone gives it, piece by piece. */
  say(audio: Buffer, pieceBytes = 8_000): void {
    for (let at = 0; at < audio.length; at += pieceBytes)
      this.socket.send(audio.subarray(at, at + pieceBytes));
  }

  stop(): void {
    this.send({ type: 'stop' });
  }
}
