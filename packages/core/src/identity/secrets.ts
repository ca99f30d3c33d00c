import { createHash, randomBytes } from 'node:crypto';

const prefixes = ['oms', 'omp', 'omr', 'omx', 'oma'] as const;
const randomChars = 43;

/** 256 random bits; the prefix tells people and scanners what leaked. */
export const newSecret = (prefix: (typeof prefixes)[number]): string =>
  `${prefix}_${randomBytes(32).toString('base64url')}`;

/** A text without any of these secrets, as it is, in hexadecimal, in base64 or escaped for an address. */
export const withoutSecrets = (text: string): string => text.replace(shown, '[redacted]');

/** Only this is stored. A fast hash is right here: there is nothing to guess in 256 random bits. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The base64 characters that depend on these bytes alone when `offset` unknown bytes (mod 3) stand before them. */
function base64Form(head: Buffer, offset: 0 | 1 | 2): string {
  const from = Math.ceil((offset * 8) / 6);
  const text = Buffer.concat([Buffer.alloc(offset), head]).toString('base64');
  const known = text.slice(from, Math.floor(((offset + head.length) * 8) / 6));
  const chars = Math.floor(((offset + head.length + randomChars) * 8) / 6) - from - known.length;
  return `${known.replace(/[+/]/g, '[+/_-]')}[\\w+/-]{${chars}}`;
}

function formsOf(prefix: string): string[] {
  const head = Buffer.from(`${prefix}_`);
  const codes = [...head].map((byte) => byte.toString(16));
  const anyCase = (text: string): string =>
    text.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const escaped = [...head].map(
    (byte, at) => `(?:${String.fromCharCode(byte)}|%${anyCase(codes[at] ?? '')})`,
  );
  return [
    `${escaped.join('')}(?:[\\w-]|%[0-9a-fA-F]{2}){${randomChars}}`,
    `${anyCase(codes.join(''))}[0-9a-fA-F]{${randomChars * 2}}`,
    ...([0, 1, 2] as const).map((offset) => base64Form(head, offset)),
  ];
}

const shown = new RegExp(prefixes.flatMap(formsOf).join('|'), 'g');
