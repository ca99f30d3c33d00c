import { Redials } from '@overmind/client/voice/redials';
import { voiceResumeMs } from '@overmind/contracts/frames/voice';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loud, openRoom, quiet } from '../../../../test/voice-room.ts';
import { finalFrame, recordingId, startVoiceServer } from '../../../../test/voice-server.ts';

let server: Awaited<ReturnType<typeof startVoiceServer>>;
const opened: ReturnType<typeof openRoom>[] = [];
const room = (options: Parameters<typeof openRoom>[0] = {}) => {
  const made = openRoom(options);
  opened.push(made);
  return made;
};
beforeEach(async () => {
  server = await startVoiceServer();
});
afterEach(async () => {
  for (const each of opened.splice(0)) each.close();
  await server.close();
});

const refusal = (detail: string) => ({
  ...{ type: 'error', code: 'failed', retryable: false, detail },
  recording_id: recordingId,
});
const unsaid = (text: string) => ({ ...finalFrame(text), message_id: null });

/** A turn that is let go again, as the server has it. */
async function speak({ session, say }: ReturnType<typeof room>, index = 0) {
  await session.press('held');
  say(loud, 1);
  const line = await server.connection(index);
  server.ready(line);
  session.release();
  await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
  return line;
}

describe('a turn that went wrong', () => {
  it('that was heard, kept and not said is a failure with its words and its recording', async () => {
    const { state, ...rest } = room();
    const line = await speak({ state, ...rest });
    server.send(line, unsaid('Run it.'));
    await expect.poll(() => state().phase).toBe('trouble');
    expect(state().problem).toEqual({ kind: 'not_said', recordingId, text: 'Run it.' });
  });

  it('says why, with the words that come after', async () => {
    const { state, ...rest } = room();
    const line = await speak({ state, ...rest });
    server.send(line, refusal('The conversation is closed.'));
    server.send(line, unsaid('Run it.'));
    await expect
      .poll(() => state().problem)
      .toEqual({ kind: 'turn', detail: 'The conversation is closed.', recordingId, text: 'Run it.' });
  });

  it('turns the microphone off where the server ends it, and keeps the words that were there', async () => {
    const { session, isOn, state } = room();
    await session.press('tapped');
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'transcript.partial', text: 'And then', stable_chars: 0 });
    server.send(line, refusal('Two minutes.'));
    await expect
      .poll(() => state().problem)
      .toEqual({ kind: 'turn', detail: 'Two minutes.', recordingId, text: 'And then' });
    expect(isOn()).toBe(false);
  });

  it('tells when the end of it never arrived', async () => {
    const { session, say, state } = room();
    await session.press('tapped');
    const line = await server.connection(0);
    server.ready(line);
    say(loud, 1, 2);
    await expect.poll(() => line.audio).toEqual([1, 2]);
    server.send(line, finalFrame('Run'));
    await expect.poll(() => state().notice).toEqual({ kind: 'cut_off', recordingId });
  });

  it('that is no longer heard along goes on, says so, and ends when its speaker has fallen silent', async () => {
    const { session, say, isOn, state } = room();
    await session.press('tapped');
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    server.send(line, { type: 'hearing.lost', detail: 'Go on.' });
    await expect.poll(() => state().isHearingLost).toBe(true);
    say(loud, 1, 2, 3);
    say(quiet, ...Array.from({ length: 70 }, () => 0));
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(line.audio.slice(0, 3)).toEqual([1, 2, 3]);
    expect(isOn()).toBe(false);
    server.send(line, finalFrame('Run it.'));
    await expect.poll(() => state()).toMatchObject({ phase: 'idle', isHearingLost: false });
  });

  it('leaves the one that is spoken now alone', async () => {
    const { session, isOn, state, say, ...rest } = room();
    const older = await speak({ session, isOn, state, say, ...rest });
    await session.press('held');
    say(loud, 2);
    const newer = await server.connection(1);
    server.ready(newer);
    server.send(older, refusal('Nothing can be heard today.'));
    await expect
      .poll(() => state().notice)
      .toMatchObject({ kind: 'turn', detail: 'Nothing can be heard today.' });
    expect([isOn(), state().problem]).toEqual([true, null]);
    session.release();
    await expect.poll(() => newer.frames.at(-1)).toEqual({ type: 'stop' });
    server.send(newer, finalFrame('Run it.'));
    await expect.poll(() => state().phase).toBe('idle');
    expect(state().notice).not.toBeNull();
    session.readNotice();
    expect(state().notice).toBeNull();
  });

  it('leaves a hands-free session listening', async () => {
    const { session, say, isOn, state } = room();
    await session.press('hands_free');
    say(loud, 1, 2, 3);
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    server.send(line, { type: 'speech.ended', at_ms: 900 });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    server.send(line, unsaid('Run it.'));
    await expect.poll(() => state().notice).toMatchObject({ kind: 'not_said' });
    expect([isOn(), state().phase]).toEqual([true, 'listening']);
  });

  it('says that a cancel did not get through', async () => {
    let now = 0;
    const { session, say, state } = room({ redials: () => new Redials(5, () => now) });
    await session.press('tapped');
    say(loud, 1);
    const line = await server.connection(0);
    server.ready(line);
    await expect.poll(() => line.audio).toEqual([1]);
    line.socket.terminate();
    await expect.poll(() => state().isLineLost).toBe(true);
    session.cancel();
    expect(state()).toMatchObject({ phase: 'idle', isLineLost: false });
    const second = await server.connection(1);
    now = voiceResumeMs;
    second.socket.terminate();
    await expect.poll(() => state().notice).toEqual({ kind: 'not_dropped', recordingId });
    expect(state().phase).toBe('idle');
  });
});
