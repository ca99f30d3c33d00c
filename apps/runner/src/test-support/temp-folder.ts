import { realpath } from 'node:fs/promises';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { onTestFinished } from 'vitest';

/** A folder that is removed when the test ends. */
export async function tempFolder(): Promise<string> {
  const folder = await createTempFolder();
  onTestFinished(() => folder.remove());
  return realpath(folder.path);
}
