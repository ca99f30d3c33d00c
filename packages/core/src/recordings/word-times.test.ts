import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { inLevels, SpeechService } from '../test-support/speech-service.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadSound } from '../test-support/test-recordings.ts';
import { hearRecording } from './hear.ts';
import { getRecording } from './read.ts';

let service: SpeechService;
let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  service = await SpeechService.start();
  on = await startTestCore({}, service.speech);
  made = await makeProject(on.core);
});
afterAll(async () => {
  await on.stop();
  await service[Symbol.asyncDispose]();
});

it('keeps when each word was said in a recording of several parts, where a service tells it', async () => {
  service.hasWordTimes = true;
  const conversationId = await makeVoiceConversation(on.core, made);
  const { id } = await uploadSound(
    on.core,
    made,
    conversationId,
    inLevels(30, { sentenceS: 8, silenceS: 2 }),
  );
  // On a slow machine a turn is over before all of it is heard.
  for (let turn = 0; turn < 5; turn += 1) await hearRecording(on.core, id);
  const segments = (await getRecording(on.core, id)).transcript?.segments ?? [];
  expect(segments.map(({ text }) => text)).toEqual(Array.from({ length: 30 }, (_, at) => `s${at + 1}.`));
  for (const { text, start, end, words } of segments) expect(words).toEqual([{ text, start, end }]);
  // The second part begins before it.
  expect(segments.at(-1)?.start).toBeCloseTo(290, 1);
});
