import { readKeptFile, removeKeptFile, writeKeptFile } from '../kept-file.ts';

export type Settings = Record<string, unknown>;

/** The settings in a file of a home, comments and trailing commas allowed; null where none can be read. */
export async function readSettings(home: string, file: string): Promise<Settings | null> {
  const text = await readKeptFile(home, file);
  return text === null ? null : parsed(text);
}

/** Changes settings in a home. Those that cannot be read are taken away, as nobody knows what they allow. */
export async function changeSettings(
  home: string,
  file: string,
  change: (settings: Settings) => Settings,
): Promise<void> {
  const settings = await readSettings(home, file);
  const text = settings === null ? null : written(change(settings));
  if (text === null) await removeKeptFile(home, file);
  else await writeKeptFile(home, file, text);
}

/** A part of settings; empty where it is no object. */
export const partOf = (settings: Settings | null, name: string): Settings => {
  const part = settings?.[name];
  return isSettings(part) ? part : {};
};

const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Strings are matched first, so that what looks like a comment in them stays. What has no end ends with the text: to
 * look for its end again from each place in it takes minutes in a text made for that.
 */
const stringOrComment = /"(?:\\[\s\S]?|[^"\\])*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
const stringOrTrailingComma = /"(?:\\[\s\S]?|[^"\\])*"?|,(?=\s*[}\]])/g;

function parsed(text: string): Settings | null {
  try {
    const plain = text
      .replace(stringOrComment, (found) => (found.startsWith('"') ? found : ' '))
      .replace(stringOrTrailingComma, (found) => (found.startsWith('"') ? found : ''));
    const value: unknown = JSON.parse(plain);
    return isSettings(value) ? value : null;
  } catch {
    return null; // It is no JSON.
  }
}

function written(settings: Settings): string | null {
  try {
    return JSON.stringify(settings, null, 2);
  } catch {
    return null; // It is nested deeper than the stack.
  }
}
