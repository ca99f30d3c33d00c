import { createTempFolder } from '@overmind/testing/temp-folder';
import { expect, it, onTestFinished } from 'vitest';
import { SoundPrograms } from '../../test-support/sound-programs.ts';
import { openLoudspeaker } from './loudspeaker.ts';

it.runIf(process.platform === 'linux')(
  'tells of a player that ends well though nothing was heard',
  async () => {
    const folder = await createTempFolder();
    onTestFinished(() => folder.remove());
    const { path } = await SoundPrograms.make(folder.path, ['ffplay']);
    const loudspeaker = await openLoudspeaker(path);
    onTestFinished(() => loudspeaker.discard());
    const playing = loudspeaker.write(
      { rate: 16_000, samples: Buffer.alloc(320) },
      0,
      new AbortController().signal,
    );
    await expect(playing).rejects.toThrow('ffplay: No more combinations to try, audio open failed');
  },
);
