import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shareLocks } from '../../../../test/locks.ts';
import { loud, openRoom } from '../../../../test/voice-room.ts';
import { startVoiceServer } from '../../../../test/voice-server.ts';
import { MicrophoneError } from '../capture/microphone-problem.ts';
import { SoleListener } from './sole-listener.ts';

let server: Awaited<ReturnType<typeof startVoiceServer>>;
let locks: ReturnType<typeof shareLocks>;
const opened: ReturnType<typeof openRoom>[] = [];
const openWindow = (options: Parameters<typeof openRoom>[0] = {}) => {
  const made = openRoom(options);
  opened.push(made);
  return made;
};
beforeEach(async () => {
  server = await startVoiceServer();
  locks = shareLocks();
});
afterEach(async () => {
  for (const each of opened.splice(0)) each.close();
  locks[Symbol.dispose]();
  await server.close();
});

const listening = { phase: 'listening', mode: 'hands_free', isMicrophoneOn: true };
const answer = { text: 'Three tasks are done, and one waits for you.' };

describe('two windows of a browser', () => {
  it('listen one at a time: the other stays off, and says so', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.session.press('hands_free');
    await other.session.press('hands_free');
    expect([one.isOn(), other.isOn()]).toEqual([true, false]);
    expect(one.state()).toMatchObject(listening);
    expect(other.state()).toMatchObject({
      ...{ phase: 'trouble', isMicrophoneOn: false },
      problem: { kind: 'elsewhere', isTaken: false, mode: 'hands_free' },
    });
    expect(other.askedFor).toEqual([]);
    expect([one.dials(), other.dials()]).toEqual([1, 0]);
  });

  it('hand the microphone over where that is asked for, with what was said until then sent', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.session.press('hands_free');
    one.say(loud, 1, 2, 3);
    const line = await server.connection(0);
    server.ready(line);
    await other.session.press('hands_free', true);
    expect(other.state()).toMatchObject(listening);
    await expect
      .poll(() => one.state().problem)
      .toEqual({ kind: 'elsewhere', isTaken: true, mode: 'hands_free' });
    expect([one.isOn(), other.isOn()]).toEqual([false, true]);
    await expect.poll(() => line.frames.at(-1)).toEqual({ type: 'stop' });
    await one.session.press('hands_free', true);
    await expect.poll(() => [one.isOn(), other.isOn()]).toEqual([true, false]);
  });

  it('are not heard by each other: the one that gives way falls silent', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.session.press('hands_free');
    one.speaker.say(answer);
    await expect.poll(() => one.state().isSpeaking).toBe(true);
    await other.session.press('hands_free', true);
    await expect.poll(() => one.state().isSpeaking).toBe(false);
  });

  it('listen one after the other', async () => {
    const [one, other] = [openWindow(), openWindow()];
    for (const each of [one, other, other, one]) {
      await each.session.press('hands_free');
      expect(each.state()).toMatchObject(listening);
      each.session.end();
    }
    await expect.poll(() => locks.areFree()).toBe(true);
  });

  it('free the microphone with a turn that is over, out of sight, and with the session', async () => {
    const leavings = [
      (each: ReturnType<typeof openRoom>) => each.session.release(),
      (each: ReturnType<typeof openRoom>) => each.session.hide(),
      (each: ReturnType<typeof openRoom>) => each.session.dispose(),
    ];
    for (const leave of leavings) {
      const each = openWindow();
      await each.session.press('held');
      expect(locks.areFree()).toBe(false);
      leave(each);
      await expect.poll(() => locks.areFree()).toBe(true);
    }
  });

  it('free it where there is no microphone to be had', async () => {
    const one = openWindow({ refusal: new MicrophoneError('none') });
    await one.session.press('tapped');
    expect(one.state().problem).toEqual({ kind: 'microphone', problem: 'none' });
    await expect.poll(() => locks.areFree()).toBe(true);
  });

  it('do not keep it from a press that follows one which was taken back at once', async () => {
    const one = openWindow();
    const first = one.session.press('held');
    one.session.release();
    await one.session.press('hands_free');
    await first;
    expect(one.state()).toMatchObject(listening);
  });

  it('take nothing from each other by a press that was taken back', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.session.press('hands_free');
    const pressed = other.session.press('hands_free', true);
    other.session.end();
    await pressed;
    expect([one.isOn(), other.isOn()]).toEqual([true, false]);
    expect(one.state()).toMatchObject(listening);
  });

  it('take nothing from each other by what was taken back while it waited for what was taken before', async () => {
    const [one, other] = [new SoleListener(), new SoleListener()];
    const taken: string[] = [];
    const taking = (name: string, isMeant = () => true) => ({
      ...{ takesOver: true, isMeant },
      onTaken: () => taken.push(name),
    });
    await one.take(taking('first of one'));
    let isMeant = true;
    const waiting = one.take(taking('second of one', () => isMeant));
    isMeant = false;
    await other.take(taking('other'));
    expect(await waiting).toBeNull();
    expect(taken).toEqual(['first of one']);
  });

  it('listen each for itself where the browser has no locks', async () => {
    locks[Symbol.dispose]();
    const [one, other] = [openWindow(), openWindow()];
    await one.session.press('hands_free');
    await other.session.press('hands_free');
    expect([one.isOn(), other.isOn()]).toEqual([true, true]);
  });

  it('listen each for itself where the browser refuses its locks', async () => {
    const request = () => Promise.reject(new DOMException('no', 'SecurityError'));
    Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } });
    const one = openWindow();
    await one.session.press('hands_free');
    expect(one.state()).toMatchObject(listening);
  });
});
