import { describe, expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';
import { Speaker } from './speaker.ts';

/** A loudspeaker whose sentences end when the test says so. */
function listen() {
  const heard: string[] = [];
  const speaking: boolean[] = [];
  const problems: unknown[] = [];
  const fetched: string[] = [];
  let finish: () => void = () => undefined;
  let failing: Error | null = null;
  const speaker = new Speaker({
    fetchSpeech: (text) => {
      fetched.push(text);
      return failing === null
        ? Promise.resolve(new TextEncoder().encode(text).buffer)
        : Promise.reject(failing);
    },
    play: (audio, signal) => {
      heard.push(new TextDecoder().decode(audio));
      return new Promise<void>((resolve) => {
        finish = resolve;
        signal.addEventListener('abort', () => resolve());
      });
    },
    onSpeaking: (isSpeaking) => speaking.push(isSpeaking),
    onProblem: (error) => problems.push(error),
  });
  const fail = (error: Error) => {
    failing = error;
  };
  return { speaker, heard, speaking, problems, fetched, fail, finish: () => finish() };
}
const first = 'The tests of the shop run.';
const second = 'Three of them have failed.';

describe('Speaker', () => {
  it('says sentences one after the other and fetches the next while one is heard', async () => {
    const { speaker, heard, fetched, speaking, finish } = listen();
    speaker.say({ text: `${first} ${second}` });
    await expect.poll(() => heard).toEqual([first]);
    expect(fetched).toEqual([first, second]);
    finish();
    await expect.poll(() => heard).toEqual([first, second]);
    finish();
    await expect.poll(() => speaking).toEqual([true, false]);
  });

  it('is silent at once when it is stopped, and speaks again when asked', async () => {
    const { speaker, heard, speaking } = listen();
    speaker.say({ text: `${first} ${second}` });
    await expect.poll(() => heard).toEqual([first]);
    speaker.stop();
    await expect.poll(() => speaking).toEqual([true, false]);
    speaker.say({ text: 'And now something else entirely.' });
    await expect.poll(() => heard).toEqual([first, 'And now something else entirely.']);
  });

  it('waits while somebody speaks and says it after', async () => {
    const { speaker, heard, fetched } = listen();
    speaker.hold(true);
    speaker.say({ text: first });
    expect(fetched).toEqual([]);
    speaker.hold(false);
    await expect.poll(() => heard).toEqual([first]);
  });

  it('asks a question after the answers that come meanwhile, and not once it is answered', async () => {
    const { speaker, heard, finish } = listen();
    let isStillAsked = true;
    speaker.say({ text: first });
    speaker.say({ text: 'Shall I merge them all?', isStillAsked: () => isStillAsked });
    speaker.say({ text: 'Which colour do you want?', isStillAsked: () => true });
    speaker.say({ text: second });
    await expect.poll(() => heard).toEqual([first]);
    isStillAsked = false;
    finish();
    await expect.poll(() => heard).toEqual([first, second]);
    finish();
    await expect.poll(() => heard).toEqual([first, second, 'Which colour do you want?']);
  });

  it('gives up with the reason when there is no voice', async () => {
    const { speaker, problems, speaking, fail } = listen();
    const reason = new Error('no voice');
    fail(reason);
    speaker.say({ text: `${first} ${second}` });
    await expect.poll(() => problems).toEqual([reason]);
    await expect.poll(() => speaking).toEqual([true, false]);
  });
});

describe('sentencesOf', () => {
  it('keeps short ones with the next, and cuts very long ones after a word', () => {
    expect(sentencesOf(`Done. ${first}\n${second}`)).toEqual([`Done. ${first}`, second]);
    const long = sentencesOf('word '.repeat(200));
    expect(long.every((part) => part.length <= 400)).toBe(true);
    expect(long.join(' ').split(' ')).toHaveLength(200);
  });
});
