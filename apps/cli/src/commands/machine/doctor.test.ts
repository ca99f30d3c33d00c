import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { expect, it } from 'vitest';
import type { Finding } from '../../doctor/finding.ts';
import { cleanEnv, runCli } from '../../test-support/cli.ts';

it('knows what hears and speaks from the file of settings', async () => {
  await using folder = await createTempFolder();
  const settings = {
    SPEECH: 'https://speech.example.com/v1',
    SPEECH_VOICE_MODEL: 'a',
    SPEECH_VOICES: ['one'],
  };
  await writeFile(join(folder.path, 'overmind.config.json'), JSON.stringify(settings));
  const env = cleanEnv({ DATA_DIR: join(folder.path, 'data'), HOME: folder.path, PORT: '1' });
  const { stdout } = await runCli(['doctor', '--json'], { env, cwd: folder.path });
  const findings = JSON.parse(stdout) as Finding[];
  const detailOf = (name: string) => findings.find((each) => each.name === name)?.detail;
  expect([detailOf('hearing'), detailOf('speaking')]).toEqual([
    ...['recordings are sent to speech.example.com', 'by speech.example.com'],
  ]);
});
