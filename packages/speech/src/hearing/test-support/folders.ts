import { fileURLToPath } from 'node:url';

const folder = (name: string) =>
  fileURLToPath(new URL(`../../../../../models/speech/${name}`, import.meta.url));

export const shippedFolders = { recognition: folder('moonshine-tiny-en'), activity: folder('silero-vad') };
