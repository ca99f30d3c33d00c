import type { Container } from '@overmind/speech/decoding/container';

const types = {
  wav: 'audio/wav',
  webm: 'audio/webm',
  mp4: 'audio/mp4',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
} as const satisfies Record<Container, string>;

/** What a sound file is served as, by its content. */
export const mimeTypeOf = (container: Container): string => types[container];

/** How a file of this type ends, for whoever keeps it. */
export const extensionOf = (mimeType: string): string =>
  Object.entries(types).find(([, type]) => type === mimeType)?.[0] ?? 'bin';
