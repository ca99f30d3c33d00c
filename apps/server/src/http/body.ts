import { AppError } from '@overmind/contracts/errors';
import { escapePointer } from './validate.ts';

const maxDepth = 64;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

function refuse(pointer: string, detail: string): never {
  throw new AppError('malformed', detail, { errors: [{ pointer, detail }] });
}

function checkText(text: string, pointer: string): void {
  if (text.includes('\0')) refuse(pointer, 'Text cannot hold NUL characters.');
  if (!text.isWellFormed()) refuse(pointer, 'Text cannot hold half a surrogate pair.');
}

/** Refuses what no schema of ours could mean, what the database cannot hold, and what would harm code that walks it. */
function check(value: unknown, pointer: string, depth: number): void {
  if (depth > maxDepth) refuse(pointer, `JSON may be nested ${maxDepth} deep at the most.`);
  if (typeof value === 'string') checkText(value, pointer);
  if (typeof value === 'number' && !(Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    refuse(pointer, 'This number is out of range.');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const path = `${pointer}/${escapePointer(key)}`;
    if (!Array.isArray(value) && forbiddenKeys.has(key)) refuse(path, 'This field name is not allowed.');
    checkText(key, path);
    check(child, path, depth + 1);
  }
}

/** Throws `malformed` with a pointer for a value from outside that nobody could have meant. */
export const requireSane = (value: unknown): void => check(value, '', 1);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as a value; undefined for an empty one. Throws `malformed` with a pointer. */
export function parseBody(bytes: Buffer): unknown {
  let value: unknown;
  try {
    const text = utf8.decode(bytes);
    if (text.trim() === '') return undefined;
    value = JSON.parse(text);
  } catch {
    throw new AppError('malformed', 'The body is not valid JSON in UTF-8.');
  }
  requireSane(value);
  return value;
}
