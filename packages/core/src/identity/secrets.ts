import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits; the prefix tells people and scanners what leaked. */
export const newSecret = (prefix: 'oms' | 'omp' | 'omr' | 'omx'): string =>
  `${prefix}_${randomBytes(32).toString('base64url')}`;

/** Only this is stored. A fast hash is right here: there is nothing to guess in 256 random bits. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();
