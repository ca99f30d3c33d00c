import { refusal } from './refusal.ts';

/** A manifest of all the entries that an archive may have holds half as many. */
const maxValues = 2_000_000;
const [quote, backslash, comma, bracket, brace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Counts lists, objects and what follows in them; text inside strings counts for nothing. */
function hasTooManyValues(text: string): boolean {
  let count = 0;
  let isText = false;
  for (let at = 0; at < text.length && count <= maxValues; at += 1) {
    const code = text.charCodeAt(at);
    if (isText && code === backslash) at += 1;
    else if (code === quote) isText = !isText;
    else if (!isText && (code === comma || code === bracket || code === brace)) count += 1;
  }
  return count > maxValues;
}

/**
 * The value that a text of an archive holds. Refuses what would take far more memory as a value than as text,
 * such as millions of empty lists.
 */
export function parseJson(text: string, where: string): unknown {
  if (hasTooManyValues(text)) throw refusal(`${where} holds more values than any archive of ours.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(`${where} is not JSON.`, error);
  }
}
