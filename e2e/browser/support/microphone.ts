import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { wavOf } from '@overmind/speech/wav/write';
import { type Browser, chromium, type LaunchOptions } from '@playwright/test';
import { Person } from '../../processes/support/person.ts';
import type { House } from './house.ts';

/** A WAV file of what the product's own voice says, with quiet around it as before a real microphone. */
export async function recordFor(house: House, text: string): Promise<string> {
  const person = await Person.signIn(house.url);
  const response = await fetch(`${house.url}/api/speech`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  const { samples, rate } = await readPlainWavFile(new Uint8Array(await response.arrayBuffer()));
  const quiet = (seconds: number) => Buffer.alloc(2 * Math.round(rate * seconds));
  const file = join(house.folder, 'said.wav');
  await writeFile(file, wavOf(rate, Buffer.concat([quiet(2), samples, quiet(20)])));
  return file;
}

interface Hearing {
  /** Whether a page is asked for leave and gets it, or has what the context was given. */
  isAllowed?: boolean;
}

/** A browser whose microphone hears the file once, each time it is opened. */
export const launchHearing = (
  { args = [], ...options }: LaunchOptions,
  file: string,
  { isAllowed = true }: Hearing = {},
): Promise<Browser> =>
  chromium.launch({
    ...options,
    args: [
      ...args,
      ...(isAllowed ? ['--use-fake-ui-for-media-stream'] : []),
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}%noloop`,
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
