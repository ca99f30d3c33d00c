import { StateDocument, type StateFormat } from '@overmind/contracts/entities/state';
import type { FieldError } from '@overmind/contracts/errors';
import { AppError } from '@overmind/contracts/errors';
import type { z } from 'zod';
import { readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';
import { refuse, refuseAt } from './refuse.ts';
import { writeYaml } from './write-yaml.ts';

/** Far above what can be generated and noted: whatever was stored can be read again. */
const maxSizeBytes = 4 * 1024 * 1024;
const maxFieldErrors = 20;

/** Canonical text: keys in the schema's order, no anchors, one line a value; equal documents give equal bytes. */
export function serializeState(document: StateDocument, format: z.infer<typeof StateFormat>): string {
  const ordered = StateDocument.parse(document);
  if (format === 'json') return `${JSON.stringify(ordered, null, 2)}\n`;
  return writeYaml(ordered);
}

/**
 * Reads a document that a person may have written. Refuses, with an `invalid` AppError that names the fields,
 * whatever is not plain data of the schema: aliases, anchors, tags, merge keys, duplicate keys, nesting beyond
 * 64 levels, NUL, halves of surrogate pairs, more than 4 MiB. Takes time in proportion to the length of the text.
 */
export function parseState(text: string, format: z.infer<typeof StateFormat>): StateDocument {
  if (text.length > maxSizeBytes || new TextEncoder().encode(text).length > maxSizeBytes) {
    throw refuse('The state document is larger than 4 MiB.');
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) throw refuseAt('Text cannot hold NUL characters.', text, nul);
  if (!text.isWellFormed()) throw refuse('The document holds half a surrogate pair; send it as UTF-8.');
  const parsed = StateDocument.safeParse(format === 'json' ? readJson(text) : readYaml(text));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, maxFieldErrors).map(fieldError);
  throw new AppError('invalid', 'The state document does not have the form it must have.', { errors });
}

function fieldError(issue: z.core.$ZodIssue): FieldError {
  const pointer = issue.path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  return { pointer, detail: issue.message };
}
