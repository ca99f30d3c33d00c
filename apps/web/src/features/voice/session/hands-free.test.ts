import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loud, openRoom, quiet, silence } from '../../../../test/voice-room.ts';
import { finalFrame, startVoiceServer } from '../../../../test/voice-server.ts';

let server: Awaited<ReturnType<typeof startVoiceServer>>;
const opened: ReturnType<typeof openRoom>[] = [];
const enter = (options: Parameters<typeof openRoom>[0] = {}) => {
  const made = openRoom(options);
  opened.push(made);
  return made;
};
const room = async (options: Parameters<typeof openRoom>[0] = {}) => {
  const made = enter(options);
  await made.session.press('hands_free');
  return made;
};
beforeEach(async () => {
  server = await startVoiceServer();
});
afterEach(async () => {
  for (const each of opened.splice(0)) each.close();
  await server.close();
});

const headphones = { deviceId: null, hasHeadphones: true };
/** Louder than a room, and not as loud as whoever speaks into it. */
const leaking = 0.05;
const answer = { text: 'Three tasks are done, and one waits for you.' };
const question = (text: string) => ({ text, isStillAsked: () => true });
const first = 'The backend asks: may I run the tests?';
const second = 'The frontend asks: which colour do you want?';

describe('a hands-free session', () => {
  it('sends nothing before somebody speaks, and then what came just before too', async () => {
    const { say, isOn, state } = await room();
    say(quiet, ...silence);
    say(quiet, 1, 2);
    say(loud, 3, 4, 5, 6);
    const line = await server.connection(0);
    server.ready(line);
    await expect.poll(() => line.audio.slice(-6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(line.audio.length).toBeLessThan(silence.length / 2);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    await expect.poll(() => state().phase).toBe('hearing');
    server.send(line, { type: 'speech.ended', at_ms: 900 });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    server.send(line, finalFrame('Run it.'));
    await expect.poll(() => state().phase).toBe('listening');
    expect(isOn()).toBe(true);
  });

  it('leaves it to the server whether a noise was speech, and listens on', async () => {
    const { session, say, state } = await room();
    say(loud, 1, 2, 3);
    const line = await server.connection(0);
    server.ready(line);
    await expect.poll(() => session.ownRecordings.size).toBe(1);
    say(quiet, ...silence);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(state().phase).toBe('listening');
    server.send(line, {
      type: 'transcript.final',
      text: '',
      segments: [],
      recording_id: null,
      message_id: null,
    });
    expect(state()).toMatchObject({ phase: 'listening', isNothingHeard: false });
  });

  it('falls silent when somebody speaks into what it says', async () => {
    const { speaker, heard, say, state } = await room();
    speaker.say(answer);
    await expect.poll(() => heard).toHaveLength(1);
    expect(state().phase).toBe('speaking');
    say(loud, 1, 2, 3);
    await expect.poll(() => state().isSpeaking).toBe(false);
    const line = await server.connection(0);
    server.ready(line);
    await expect.poll(() => line.audio).toEqual([1, 2, 3]);
  });

  it('is not interrupted by what leaks from headphones of the answer, but by who wears them', async () => {
    const { speaker, heard, say, state, askedFor, finishSentence } = await room({ choice: headphones });
    expect(askedFor).toEqual([headphones]);
    for (const text of [answer.text, 'One failed.']) speaker.say({ text });
    await expect.poll(() => heard).toHaveLength(1);
    say(leaking, 1, 2, 3, 4, 5, 6);
    // An answer that is interrupted is not gone on with.
    finishSentence();
    await expect.poll(() => heard.at(-1)).toBe('One failed.');
    say(loud, 7, 8, 9);
    await expect.poll(() => state().isSpeaking).toBe(false);
    server.ready(await server.connection(0));
    await expect.poll(async () => (await server.connection(0)).audio.slice(-3)).toEqual([7, 8, 9]);
  });

  it('has the server load what hears before anybody speaks, and says so until that is done', async () => {
    const { isOn, state } = await room();
    await expect.poll(() => server.connections).toHaveLength(1);
    const [line] = server.connections as [(typeof server.connections)[number]];
    server.send(line, { type: 'hearing', is_loading: true });
    await expect.poll(() => state().isHearingLoading).toBe(true);
    server.send(line, { type: 'hearing', is_loading: false });
    await expect.poll(() => state().isHearingLoading).toBe(false);
    await expect.poll(() => line.socket.readyState).toBe(line.socket.CLOSED);
    expect([line.frames, line.audio, isOn()]).toEqual([[], [], true]);
  });

  it('says once what hears is there, though the turn that waited for it was a noise', async () => {
    const { session, say, state } = enter();
    await session.press('tapped');
    session.setHandsFree(true);
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'hearing', is_loading: true });
    await expect.poll(() => state().isHearingLoading).toBe(true);
    await expect.poll(() => session.ownRecordings.size).toBe(1);
    say(quiet, ...silence);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(state()).toMatchObject({ phase: 'listening', isHearingLoading: true });
    server.send(line, { type: 'hearing', is_loading: false });
    await expect.poll(() => state().isHearingLoading).toBe(false);
  });

  it('says that the line is back when a turn whose line was lost is over', async () => {
    const { say, state } = await room();
    say(loud, 1, 2, 3);
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    server.send(line, { type: 'speech.ended', at_ms: 900 });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    line.socket.terminate();
    await expect.poll(() => state().isLineLost).toBe(true);
    // It is over there already, so that nothing of it is gone on with.
    server.send(await server.connection(1), finalFrame('Run it.'));
    await expect.poll(() => state().phase).toBe('listening');
    expect(state().isLineLost).toBe(false);
  });

  it('waits for no loading any more once it is turned off', async () => {
    const { session, state } = await room();
    await expect.poll(() => server.connections).toHaveLength(1);
    const [line] = server.connections as [(typeof server.connections)[number]];
    server.send(line, { type: 'hearing', is_loading: true });
    await expect.poll(() => state().isHearingLoading).toBe(true);
    session.end();
    await expect.poll(() => line.socket.readyState).toBe(line.socket.CLOSED);
    expect(state()).toMatchObject({ phase: 'idle', isHearingLoading: false });
  });

  it('asks nothing while somebody speaks, and asks it once they are understood', async () => {
    const { speaker, heard, say } = await room();
    say(loud, 1, 2, 3);
    const line = await server.connection(0);
    server.ready(line);
    speaker.say(question(first));
    server.send(line, { type: 'speech.started', at_ms: 0 });
    server.send(line, { type: 'speech.ended', at_ms: 900 });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(heard).toEqual([]);
    server.send(line, finalFrame('Run it.'));
    await expect.poll(() => heard).toEqual([first]);
  });

  it('asks after a barge-in what had waited, but not the question that was spoken into', async () => {
    const { speaker, heard, say } = await room();
    speaker.say(question(first));
    speaker.say(question(second));
    await expect.poll(() => heard).toEqual([first]);
    speaker.say(answer);
    say(loud, 1, 2, 3);
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    server.send(line, { type: 'speech.ended', at_ms: 900 });
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    server.send(line, finalFrame('Yes.'));
    await expect.poll(() => heard).toEqual([first, second]);
  });

  it('asks again what only a noise cut short', async () => {
    const { session, speaker, heard, say } = await room();
    speaker.say(question(first));
    await expect.poll(() => heard).toEqual([first]);
    say(loud, 1, 2, 3);
    server.ready(await server.connection(0));
    await expect.poll(() => session.ownRecordings.size).toBe(1);
    say(quiet, ...silence);
    await expect.poll(() => heard).toEqual([first, first]);
  });

  it.each([
    ['that is not heard along', false],
    ['in which the server hears no word', true],
  ])('asks again what was cut short by a turn %s and that comes to nothing', async (_which, isLive) => {
    const { session, speaker, heard, say } = await room();
    speaker.say(question(first));
    await expect.poll(() => heard).toEqual([first]);
    say(loud, 1, 2, 3);
    const line = await server.connection(0);
    server.ready(line, 0, isLive);
    if (isLive) server.send(line, { type: 'speech.started', at_ms: 0 });
    await expect.poll(() => session.ownRecordings.size).toBe(1);
    if (isLive) server.send(line, { type: 'speech.ended', at_ms: 900 });
    else say(quiet, ...silence);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    expect(heard).toEqual([first]);
    server.send(line, { ...finalFrame(''), recording_id: null, message_id: null });
    await expect.poll(() => heard).toEqual([first, first]);
  });

  it('does not ask again what was spoken to before it came out that the turn before held no word', async () => {
    const { session, speaker, heard, say } = await room();
    speaker.say(question(first));
    await expect.poll(() => heard).toEqual([first]);
    say(loud, 1, 2, 3);
    const empty = await server.connection(0);
    server.ready(empty, 0, false);
    await expect.poll(() => session.ownRecordings.size).toBe(1);
    say(quiet, ...silence);
    await expect.poll(() => empty.frames.at(-1)).toEqual({ type: 'stop' });
    say(loud, 4, 5, 6);
    const answered = await server.connection(1);
    server.send(empty, { ...finalFrame(''), recording_id: null, message_id: null });
    await expect.poll(() => empty.socket.readyState).toBe(empty.socket.CLOSED);
    server.ready(answered, 0, false);
    say(quiet, ...silence);
    await expect.poll(() => answered.frames.at(-1)).toEqual({ type: 'stop' });
    server.send(answered, finalFrame('Yes.'));
    await expect.poll(() => answered.socket.readyState).toBe(answered.socket.CLOSED);
    speaker.say(answer);
    await expect.poll(() => heard.at(-1)).toBe(answer.text);
    expect(heard).toEqual([first, answer.text]);
  });

  it('drops what is being said while what was said before is still understood, and asks what waits', async () => {
    const { session, speaker, heard, say, isOn, state } = await room();
    say(loud, 1, 2, 3);
    const sent = await server.connection(0);
    server.ready(sent, 0, false);
    await expect.poll(() => session.ownRecordings.size).toBe(1);
    say(quiet, ...silence);
    await expect.poll(() => sent.frames.at(-1)).toEqual({ type: 'stop' });
    expect(state().phase).toBe('understanding');
    say(loud, 4, 5, 6);
    const dropped = await server.connection(1);
    server.ready(dropped, 0, false);
    speaker.say(question(first));
    session.cancel();
    await expect.poll(() => dropped.frames.at(-1)).toEqual({ type: 'cancel' });
    expect(isOn()).toBe(true);
    await expect.poll(() => heard).toEqual([first]);
  });

  it('says that it still speaks when it is turned off out of sight, until it has spoken', async () => {
    const { session, speaker, heard, finishSentence, state } = await room();
    speaker.say({ text: 'One task is done.' });
    await expect.poll(() => heard).toHaveLength(1);
    session.hide();
    expect(state()).toMatchObject({
      ...{ phase: 'speaking', isSpeaking: true, isMicrophoneOn: false, notice: { kind: 'hidden' } },
    });
    finishSentence();
    await expect.poll(() => state().phase).toBe('idle');
    expect(state().notice).toEqual({ kind: 'hidden' });
  });

  it('knows that a question which waited is being asked as it is turned on', async () => {
    const { session, speaker, heard, finishSentence, state } = enter();
    speaker.say(question(first));
    speaker.say(question(second));
    await expect.poll(() => heard).toEqual([first]);
    await session.press('hands_free');
    await expect.poll(() => heard).toEqual([first, second]);
    expect(state()).toMatchObject({ phase: 'speaking', isSpeaking: true, isMicrophoneOn: true });
    finishSentence();
    await expect.poll(() => state().phase).toBe('listening');
  });

  it('ends with what was said until it was turned off', async () => {
    const { session, say, isOn, state } = await room();
    say(loud, 1, 2, 3);
    const line = await server.connection(0);
    server.ready(line);
    server.send(line, { type: 'speech.started', at_ms: 0 });
    await expect.poll(() => state().phase).toBe('hearing');
    session.end();
    expect(isOn()).toBe(false);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    server.send(line, finalFrame('Run it.'));
    await expect.poll(() => state().phase).toBe('idle');
  });

  it('says that it is not possible where no voice can be told to begin, and speaks by tapping', async () => {
    const { session, isOn, state } = await room({ canListen: false });
    expect(isOn()).toBe(false);
    expect(state()).toMatchObject({ phase: 'trouble', problem: { kind: 'no_hands_free' } });
    await session.press('tapped');
    session.setHandsFree(true);
    expect([isOn(), state().mode]).toEqual([true, 'tapped']);
  });

  it('says so too where only a recorder could be opened, and the turn that is spoken goes on', async () => {
    const { session, isOn, state } = await room({ format: { mime_type: 'audio/ogg;codecs=opus' } });
    expect(isOn()).toBe(false);
    expect(state()).toMatchObject({ phase: 'trouble', problem: { kind: 'no_hands_free' } });
    await session.press('tapped');
    session.setHandsFree(true);
    expect(isOn()).toBe(true);
    expect(state()).toMatchObject({ mode: 'tapped', phase: 'listening', notice: { kind: 'no_hands_free' } });
  });
});
