import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lastPiece, loud, openRoom, quiet, silence } from '../../../../test/voice-room.ts';
import { finalFrame, recordingId, startVoiceServer } from '../../../../test/voice-server.ts';
import { MicrophoneError } from '../capture/microphone-problem.ts';
import { silent } from './voice-state.ts';

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
  vi.useRealTimers();
  for (const each of opened.splice(0)) each.close();
  await server.close();
});

const answer = { text: 'Three tasks are done, and one waits for you.' };

describe('VoiceSession', () => {
  it('sends what is said while a key is held, to the last piece, and is off when it is let go', async () => {
    const { session, say, isOn, state } = room();
    await session.press('held');
    say(loud, 1, 2);
    const line = await server.connection(0);
    server.ready(line);
    session.release();
    expect(isOn()).toBe(false);
    expect(state()).toMatchObject({ phase: 'understanding', isMicrophoneOn: false });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(line.audio).toEqual([1, 2, lastPiece]);
    server.send(line, finalFrame('Run it.'));
    await expect.poll(() => state().phase).toBe('idle');
    expect(session.ownRecordings).toEqual(new Set([recordingId]));
  });

  it('sends what was said though the key is pressed and let go again at once', async () => {
    const { session, say, state } = room();
    await session.press('held');
    say(loud, 1, 2);
    const line = await server.connection(0);
    server.ready(line);
    session.release();
    const pressing = session.press('held');
    session.release();
    await pressing;
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(line.audio).toEqual([1, 2, lastPiece]);
    expect(state().phase).toBe('idle');
  });

  it('is off again when the page is hidden right after a turn and the next press', async () => {
    const { session, say, isOn, state } = room();
    await session.press('held');
    say(loud, 1, 2);
    const line = await server.connection(0);
    server.ready(line);
    session.release();
    const pressing = session.press('held');
    session.hide();
    await pressing;
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect([isOn(), state().phase]).toEqual([false, 'idle']);
  });

  it('asks what it was asking, and what waited, when the key was held for a command after all', async () => {
    const { session, speaker, heard, askFirst, finishSentence } = room();
    for (const text of ['May I run the tests?', 'Which colour?'])
      speaker.say({ text, isStillAsked: () => true });
    await expect.poll(() => heard).toHaveLength(1);
    const allow = askFirst();
    const pressing = session.press('held');
    session.callOff();
    allow();
    await pressing;
    await expect.poll(() => heard).toHaveLength(2);
    finishSentence();
    await expect.poll(() => heard).toHaveLength(3);
    expect(heard.slice(1)).toEqual(['May I run the tests?', 'Which colour?']);
  });

  it('calls off what a key holds open and nothing else', async () => {
    const { session, isOn } = room();
    await session.press('tapped');
    session.callOff();
    expect(isOn()).toBe(true);
    session.cancel();
    await session.press('held');
    session.callOff();
    expect(isOn()).toBe(false);
  });

  it('gets the loudspeaker ready while the microphone is on, when every browser lets a page sound', async () => {
    const { session, readyWhile } = room();
    await session.press('held');
    expect(readyWhile).toEqual([true]);
  });

  it('is off again where the key was let go before the microphone was there', async () => {
    const { session, askFirst, isOn, state } = room();
    const allow = askFirst();
    const pressing = session.press('held');
    session.release();
    allow();
    await pressing;
    expect(isOn()).toBe(false);
    expect(state()).toEqual(silent);
    expect(server.connections).toEqual([]);
  });

  it('ends a tapped turn as soon as the server says that its speaker is done', async () => {
    // No clock goes on: nothing more is waited for.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { session, say, isOn } = room();
    await session.press('tapped');
    say(loud, 1);
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    server.send(line, { type: 'speech.ended', at_ms: 900 });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(line.audio).toEqual([1, lastPiece]);
    expect(isOn()).toBe(false);
  });

  it('hears for itself when a tapped turn is over, where the server cannot hear along', async () => {
    const { session, say } = room();
    await session.press('tapped');
    const line = await server.connection(0);
    server.ready(line, 0, false);
    await expect.poll(() => session.ownRecordings.size).toBe(1);
    say(quiet, ...silence);
    say(loud, 1, 2, 3);
    say(quiet, ...silence);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(line.audio.slice(0, silence.length + 3)).toEqual([...silence, 1, 2, 3]);
  });

  /** Somebody in a tapped turn pauses where more has to come. */
  async function pauseUnfinished() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { session, state, isOn } = room();
    await session.press('tapped');
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    server.send(line, { type: 'speech.ended', at_ms: 900, is_unfinished: true });
    return { line, state, isOn };
  }

  it('waits a moment longer for who looks for a word in a tapped turn, and then ends it', async () => {
    const { line, state, isOn } = await pauseUnfinished();
    server.send(line, { type: 'transcript.partial', text: 'Run it, and', stable_chars: 0 });
    await expect.poll(() => state().text).toBe('Run it, and');
    expect(isOn()).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(isOn()).toBe(false);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
  });

  it('goes on with a tapped turn whose speaker has found the word', async () => {
    const { line, state, isOn } = await pauseUnfinished();
    server.send(line, { type: 'speech.started', at_ms: 1_500 });
    server.send(line, { type: 'transcript.partial', text: 'Run it, and build', stable_chars: 0 });
    await expect.poll(() => state().text).toBe('Run it, and build');
    vi.advanceTimersByTime(60_000);
    expect(isOn()).toBe(true);
    expect(state().phase).toBe('hearing');
  });

  it('waits for a held key, however long its speaker is silent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { session, state, isOn } = room();
    await session.press('held');
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    server.send(line, { type: 'speech.ended', at_ms: 900 });
    server.send(line, { type: 'transcript.partial', text: 'Run it', stable_chars: 0 });
    await expect.poll(() => state().text).toBe('Run it');
    vi.advanceTimersByTime(60_000);
    expect(isOn()).toBe(true);
  });

  it('says an answer only after the key was let go, and shows that it does once the words are there', async () => {
    const { session, speaker, heard, state } = room();
    await session.press('held');
    const line = await server.connection(0);
    server.ready(line);
    speaker.say(answer);
    expect(heard).toEqual([]);
    session.release();
    await expect.poll(() => heard).toHaveLength(1);
    server.send(line, finalFrame('What is new?'));
    await expect.poll(() => state().phase).toBe('speaking');
  });

  it('throws away what is cancelled', async () => {
    const { session, say, isOn, state } = room();
    await session.press('tapped');
    say(loud, 1);
    const line = await server.connection(0);
    server.ready(line);
    session.cancel();
    expect([isOn(), state()]).toEqual([false, silent]);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'cancel' });
  });

  it('sends what was said until the page went out of sight, with the microphone off, and says so', async () => {
    const { session, say, isOn, state } = room();
    await session.press('held');
    say(loud, 1, 2);
    const line = await server.connection(0);
    server.ready(line);
    session.hide();
    expect(isOn()).toBe(false);
    expect(state()).toMatchObject({ phase: 'understanding', notice: { kind: 'hidden' } });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(line.audio).toEqual([1, 2, lastPiece]);
    server.send(line, finalFrame('Run it.'));
    await expect.poll(() => state().phase).toBe('idle');
    expect(state().notice).toEqual({ kind: 'hidden' });
  });

  it('brings what was said to the server after the chat was left', async () => {
    const { session, say, isOn } = room();
    await session.press('tapped');
    say(loud, 1, 2);
    session.dispose();
    expect(isOn()).toBe(false);
    const line = await server.connection(0);
    server.ready(line);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(line.audio).toEqual([1, 2, lastPiece]);
  });

  it('tells why there is no microphone', async () => {
    const { session, state } = room({ refusal: new MicrophoneError('in_use') });
    await session.press('held');
    expect(state()).toMatchObject({ phase: 'trouble', problem: { kind: 'microphone', problem: 'in_use' } });
  });

  it('sends what was said before the microphone went away', async () => {
    const { session, say, unplug, state } = room();
    await session.press('tapped');
    say(loud, 1, 2);
    const line = await server.connection(0);
    server.ready(line);
    unplug();
    expect(state()).toMatchObject({ phase: 'trouble', isMicrophoneOn: false });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(line.audio).toEqual([1, 2]);
  });
});
