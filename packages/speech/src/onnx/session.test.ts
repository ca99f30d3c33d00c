import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSilero } from '../activity/silero.ts';
import { shippedFolders } from '../hearing/test-support/folders.ts';
import { openBoth } from './open-both.ts';
import { openSession } from './session.ts';

const path = join(shippedFolders.activity, 'silero_vad.onnx');

describe('a session', () => {
  it('may be disposed twice', async () => {
    const session = await openSession(path);
    expect(session.inputNames).toContain('input');
    await session[Symbol.asyncDispose]();
    await session[Symbol.asyncDispose]();
    expect(session.inputNames).toContain('input');
  });

  it('is not opened for a file that is no model', async () => {
    await expect(openSession(join(shippedFolders.activity, 'LICENSE'))).rejects.toThrow();
    await expect(openSession(`${path}.missing`)).rejects.toThrow();
  });

  it('keeps what it knows of one sound apart from another', async () => {
    await using detector = await openSilero(path);
    const [first, second] = [detector.newMeter(), detector.newMeter()];
    const loud = Float32Array.from({ length: 512 }, (_, at) => Math.sin(at / 9) * 0.5);
    for (let frame = 0; frame < 5; frame++) await first.measure(loud);
    expect(await second.measure(new Float32Array(512))).toBe(
      await detector.newMeter().measure(new Float32Array(512)),
    );
  });

  it('is closed again where the one that belongs to it cannot be opened', async () => {
    let isOpen = true;
    const first = {
      async [Symbol.asyncDispose]() {
        isOpen = false;
      },
    };
    const opening = openBoth(
      async () => first,
      () => openSession(`${path}.missing`),
    );
    await expect(opening).rejects.toThrow();
    expect(isOpen).toBe(false);
  });
});
