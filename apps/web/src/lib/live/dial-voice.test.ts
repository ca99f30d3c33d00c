import { Redials } from '@overmind/client/voice/redials';
import { VoiceLine } from '@overmind/client/voice/voice-line';
import { voiceResumeMs } from '@overmind/contracts/frames/voice';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationId, projectId } from '../../../test/mock/fixtures/ids.ts';
import { finalFrame, NodeSocket, recordingId, startVoiceServer } from '../../../test/voice-server.ts';
import { dialVoice } from './dial-voice.ts';

let server: Awaited<ReturnType<typeof startVoiceServer>>;
let opened: VoiceLine | undefined;
beforeEach(async () => {
  server = await startVoiceServer();
});
afterEach(async () => {
  opened?.close();
  await server.close();
});

function speak(redials = new Redials(5)) {
  const told: string[] = [];
  const line = new VoiceLine({
    ...{ dial: dialVoice({ projectId, conversationId }, NodeSocket), redials },
    start: { format: 's16le', sample_rate: 16_000 },
    ends: {
      onLoading: (isLoading) => told.push(`loading ${isLoading}`),
      onReady: () => told.push('ready'),
      onSpeechStarted: () => told.push('started'),
      onSpeechEnded: () => told.push('ended'),
      onPartial: (text, stable) => told.push(`partial ${text.slice(0, stable)}|${text.slice(stable)}`),
      onHearingLost: () => told.push('not heard along'),
      onFinal: ({ text }, isCut) => told.push(`final ${text}${isCut ? ' (cut)' : ''}`),
      onCanceled: () => told.push('canceled'),
      onLost: () => told.push('lost'),
      onBack: () => told.push('back'),
      onFailed: ({ detail, recordingId: id, text }) =>
        told.push(['failed', detail, id === null ? 'lost' : 'kept', text].join(' ').trim()),
    },
  });
  opened = line;
  return { line, told };
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('VoiceLine', () => {
  it('sends what was said before the server was ready, then what follows, and ends with the text', async () => {
    const { line, told } = speak();
    line.push(bytes(1, 2));
    const first = await server.connection(0);
    expect(Object.fromEntries(first.query)).toEqual({
      ...{ project_id: projectId, conversation_id: conversationId },
    });
    expect(first.frames).toEqual([{ type: 'start', format: 's16le', sample_rate: 16_000 }]);
    expect(first.audio).toEqual([]);
    server.ready(first);
    await expect.poll(() => first.audio).toEqual([1, 2]);
    line.push(bytes(3));
    server.send(first, { type: 'speech.started', at_ms: 0 });
    server.send(first, { type: 'transcript.partial', text: 'run it', stable_chars: 3 });
    line.stop();
    await expect.poll(() => first.frames.at(-1)).toEqual({ type: 'stop' });
    expect(first.audio).toEqual([1, 2, 3]);
    server.send(first, finalFrame('Run it.'));
    await expect.poll(() => told).toEqual(['ready', 'started', 'partial run| it', 'final Run it.']);
  });

  it('goes on with the turn after the line broke, from the byte that is stored', async () => {
    const { line, told } = speak();
    const first = await server.connection(0);
    server.ready(first);
    line.push(bytes(1, 2, 3));
    line.push(bytes(4, 5));
    await expect.poll(() => first.audio).toEqual([1, 2, 3, 4, 5]);
    server.send(first, { type: 'ack', bytes: 3 });
    await expect.poll(() => told).toEqual(['ready']);
    first.socket.terminate();
    await expect.poll(() => told).toContain('lost');
    line.push(bytes(6));
    const second = await server.connection(1);
    expect(second.frames[0]).toMatchObject({ type: 'start', resume_id: recordingId });
    server.ready(second, 4);
    await expect.poll(() => second.audio).toEqual([5, 6]);
    expect(told).toEqual(['ready', 'lost', 'back', 'ready']);
  });

  it('asks for the text again where the line broke after the end of the turn', async () => {
    const { line, told } = speak();
    const first = await server.connection(0);
    server.ready(first);
    line.stop();
    await expect.poll(() => first.frames.at(-1)).toEqual({ type: 'stop' });
    first.socket.terminate();
    const second = await server.connection(1);
    server.send(second, finalFrame('Run it.'));
    await expect.poll(() => told.at(-1)).toBe('final Run it.');
  });

  it('says why a turn is refused, and whether it is kept, and dials no more', async () => {
    const { told } = speak();
    const first = await server.connection(0);
    server.send(first, {
      ...{ type: 'error', code: 'too_long', retryable: false, detail: 'Two minutes.' },
      recording_id: recordingId,
    });
    await expect.poll(() => told).toEqual(['failed Two minutes. kept']);
    await expect.poll(() => first.socket.readyState).toBe(NodeSocket.CLOSED);
    expect(server.connections).toHaveLength(1);
  });

  it('tries again what may work the next time', async () => {
    const { told } = speak();
    const first = await server.connection(0);
    server.send(first, { type: 'error', code: 'busy', retryable: true, detail: 'Busy.', recording_id: null });
    server.ready(await server.connection(1));
    await expect.poll(() => told).toEqual(['lost', 'back', 'ready']);
  });

  it('does not dial again who is not signed in', async () => {
    const { told } = speak();
    (await server.connection(0)).socket.close(4401, 'sign in');
    await expect.poll(() => told).toEqual(['failed sign in lost']);
  });

  it('says the words that follow why they could not be said', async () => {
    const { line, told } = speak();
    const first = await server.connection(0);
    server.ready(first);
    line.stop();
    await expect.poll(() => first.frames.at(-1)).toEqual({ type: 'stop' });
    server.send(first, {
      ...{ type: 'error', code: 'failed', retryable: false, detail: 'The conversation is closed.' },
      recording_id: recordingId,
    });
    server.send(first, { ...finalFrame('Run it.'), message_id: null });
    await expect.poll(() => told.at(-1)).toBe('failed The conversation is closed. kept Run it.');
  });

  it('tells when the server ended a turn before all of it had arrived', async () => {
    const { line, told } = speak();
    const first = await server.connection(0);
    server.ready(first);
    line.push(bytes(1, 2));
    await expect.poll(() => first.audio).toEqual([1, 2]);
    server.send(first, { type: 'ack', bytes: 1 });
    server.send(first, finalFrame('Run'));
    await expect.poll(() => told.at(-1)).toBe('final Run (cut)');
  });

  it('sends what piled up while the line was away in few frames', async () => {
    const { line } = speak();
    const first = await server.connection(0);
    server.ready(first);
    await expect.poll(() => first.frames.length).toBe(1);
    first.socket.terminate();
    const second = await server.connection(1);
    const pieces = Array.from({ length: 1_000 }, (_, index) => new Uint8Array(1_280).fill(index));
    for (const piece of pieces) line.push(piece);
    server.ready(second);
    const said = pieces.flatMap((piece) => [...piece]);
    await expect.poll(() => second.audio.length).toBe(said.length);
    expect(second.audio).toEqual(said);
    expect(second.audioFrames).toBeLessThanOrEqual(21);
  });

  it('gives up on a server that opens each time and stores nothing, and says what was wrong', async () => {
    let now = 0;
    const { told } = speak(new Redials(5, () => now));
    const refuse = async (index: number) => {
      const connection = await server.connection(index);
      server.ready(connection);
      server.send(connection, {
        ...{ type: 'error', code: 'storage_full', retryable: true, detail: 'The disk is full.' },
        recording_id: recordingId,
      });
    };
    await refuse(0);
    await expect.poll(() => told).toContain('lost');
    now = voiceResumeMs;
    await refuse(1);
    await expect.poll(() => told.at(-1)).toBe('failed The disk is full. kept');
  });

  it('delivers a cancel once the line is back, without the audio', async () => {
    const { line, told } = speak();
    const first = await server.connection(0);
    server.ready(first);
    line.push(bytes(1, 2));
    await expect.poll(() => first.audio).toEqual([1, 2]);
    first.socket.terminate();
    await expect.poll(() => told).toContain('lost');
    line.cancel();
    const second = await server.connection(1);
    expect(second.frames[0]).toMatchObject({ resume_id: recordingId });
    server.ready(second);
    await expect.poll(() => second.frames.at(-1)).toEqual({ type: 'cancel' });
    expect(second.audio).toEqual([]);
    server.send(second, { type: 'canceled' });
    await expect.poll(() => told.at(-1)).toBe('canceled');
  });

  it('takes a turn that is not there any more for cancelled, where the word of it was lost', async () => {
    const { line, told } = speak();
    const first = await server.connection(0);
    server.ready(first);
    await expect.poll(() => told).toContain('ready');
    line.cancel();
    await expect.poll(() => first.frames.at(-1)).toEqual({ type: 'cancel' });
    first.socket.terminate();
    server.send(await server.connection(1), {
      ...{
        type: 'error',
        code: 'not_resumable',
        retryable: false,
        detail: 'It is over.',
        recording_id: null,
      },
    });
    await expect.poll(() => told.at(-1)).toBe('canceled');
  });

  it('says that a cancelled turn is kept where the server had ended it before', async () => {
    const { line, told } = speak();
    const first = await server.connection(0);
    server.ready(first);
    await expect.poll(() => told).toContain('ready');
    first.socket.terminate();
    line.cancel();
    server.send(await server.connection(1), finalFrame('Run it.'));
    await expect.poll(() => told.at(-1)).toBe('failed  kept Run it.');
  });

  it('has nothing to cancel where the server never was ready', async () => {
    const { line, told } = speak();
    const first = await server.connection(0);
    line.cancel();
    first.socket.terminate();
    await expect.poll(() => told).toEqual(['canceled']);
  });
});
