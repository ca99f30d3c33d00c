import { Document, visit } from 'yaml';

const notPlain = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Printable lines that end in ink, the first one also beginning so, with at most one break after the last. */
function isBlock(text: string): boolean {
  const lines = text.replace(/\n$/, '').split('\n');
  const isClean = lines.every((line) => !notPlain.test(line) && !/\p{Z}$/u.test(line));
  return isClean && /^[^\p{Z}]/u.test(lines[0] ?? '') && lines.at(-1) !== '';
}

/** YAML 1.2 without anchors; a value stands on one line, but a text of plain lines is a literal block. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'string' || !notPlain.test(scalar.value)) return;
      scalar.type = isBlock(scalar.value) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}
