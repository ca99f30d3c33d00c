import { SpeechError } from '../speech-error.ts';
import { openDownload } from './open-download.ts';

const mostBytes = 1024 * 1024;

/** The text of a manifest at an address. Rejects with `SpeechError`. */
export async function fetchManifest(url: URL): Promise<string> {
  try {
    const { body } = await openDownload(url, 0);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > mostBytes) throw new SpeechError('no_model', `${url.href} is too long for a manifest.`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  } catch (cause) {
    if (cause instanceof SpeechError) throw cause;
    throw new SpeechError('no_model', `${url.href} could not be fetched: ${(cause as Error).message}.`, {
      cause,
    });
  }
}
