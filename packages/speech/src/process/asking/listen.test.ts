import { afterEach, expect, test } from 'vitest';
import type { StreamEvent } from '../../recognition.ts';
import { EngineHost } from '../engine-host.ts';
import { LiveFirst } from '../live-first.ts';
import { testProgram } from '../test-support/open.ts';
import { listen } from './listen.ts';

const host = new EngineHost({ program: () => Promise.resolve(testProgram), idleMs: 60_000 });
afterEach(() => host.stop());

test('recordings go on when a voice has ended, though nothing was said', async () => {
  const liveFirst = new LiveFirst(3_600_000);
  const told: StreamEvent['type'][] = [];
  const waits: Promise<void>[] = [];
  const stream = await listen(host, {
    options: { vocabulary: ['cough'] },
    tell: ({ type }) => {
      told.push(type);
      if (type === 'partial') waits.push(liveFirst.pass());
    },
    fail: () => {},
    liveFirst,
    onOver: () => {},
  });
  stream.push(new Float32Array(160));
  await expect.poll(() => told).toEqual(['speech_started', 'partial', 'speech_ended']);
  await Promise.all(waits);
  expect(waits).toHaveLength(1);
  stream.cancel();
});
