import { maxDepth, refuse } from './refuse.ts';

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** Parses JSON that nests no deeper than 64 and names no key twice in one object. */
export function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  checkStructure(text);
  return value;
}

/** Relies on the text being valid JSON: a string before a colon is a key of the innermost object. */
function checkStructure(text: string): void {
  const objects: Set<string>[] = [];
  let lastString = '';
  for (const [lexeme] of text.matchAll(token)) {
    if (lexeme === '{' || lexeme === '[') {
      objects.push(new Set());
      if (objects.length > maxDepth) throw refuse(`The document nests deeper than ${maxDepth} levels.`);
    } else if (lexeme === '}' || lexeme === ']') {
      objects.pop();
    } else if (lexeme === ':') {
      const key: string = JSON.parse(lastString);
      if (objects.at(-1)?.has(key)) throw refuse(`The key "${key}" is given twice.`);
      objects.at(-1)?.add(key);
    } else if (lexeme !== ',') {
      lastString = lexeme;
    }
  }
}
