import { Composer, CST, isMap, isScalar, isSeq, Lexer, type ParsedNode, Parser } from 'yaml';
import { maxDepth, refuse, refuseAt } from './refuse.ts';

const refusedTokens = new Map<string | null, string>([
  ['alias', 'Aliases (*name) are not allowed.'],
  ['anchor', 'Anchors (&name) are not allowed.'],
  ['tag', 'Tags (!name) are not allowed.'],
  ['directive-line', 'Directives (%NAME) are not allowed.'],
]);

/** The parser keeps the open document and up to two entries for each level on its stack. */
const maxStack = 2 * maxDepth + 2;

/** Parses one YAML 1.2 document of plain maps, lists and scalars, in time proportional to its length. */
export function readYaml(text: string): unknown {
  const documents = [
    ...new Composer({ version: '1.2', schema: 'core', merge: false, uniqueKeys: false }).compose(
      tokensOf(text),
    ),
  ];
  const [document, second] = documents;
  if (document === undefined || document.contents === null) throw refuse('The document is empty.');
  if (second !== undefined) throw refuseAt('Give one document, not several.', text, second.range[0]);
  const [error] = document.errors;
  if (error !== undefined) throw refuseAt(`This is not YAML: ${error.message}`, text, error.pos[0]);
  return toPlain(document.contents, []);
}

/** A generated document of 5,000 tasks has fewer; what has more was made to take long. */
const maxLexemes = 250_000;

const marks: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** Refuses before anything recursive sees the text. */
function tokensOf(text: string): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let isText = false;
  let lexemeCount = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const refusal = isText ? undefined : refusedTokens.get(CST.tokenType(lexeme));
    if (refusal !== undefined) throw refuseAt(refusal, text, offset);
    isText = lexeme === CST.SCALAR;
    // Three marks of the lexer (document, flow error, scalar) stand for no character of the text.
    if (!marks.has(lexeme)) offset += lexeme.length;
    lexemeCount += 1;
    if (lexemeCount > maxLexemes) throw refuse('The document has too many parts.');
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') throw refuseAt(`This is not YAML: ${token.message}`, text, token.offset);
      tokens.push(token);
    }
    if (parser.stack.length > maxStack)
      throw refuseAt(`The document nests deeper than ${maxDepth} levels.`, text, offset);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

const pointerOf = (path: readonly string[]): string =>
  path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function toPlain(node: ParsedNode | null, path: readonly string[]): unknown {
  if (path.length > maxDepth) throw refuse(`The document nests deeper than ${maxDepth} levels.`);
  if (node === null) return null;
  if (isScalar(node)) return node.value;
  if (isSeq(node))
    return node.items.map((item, index) => toPlain(item as ParsedNode, [...path, String(index)]));
  if (!isMap(node)) throw refuse('Aliases (*name) are not allowed.', pointerOf(path));
  const entries = new Map<string, unknown>();
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : null;
    const pointer = pointerOf([...path, key ?? '']);
    if (key === null) throw refuse('A key must be plain text.', pointer);
    if (key === '<<') throw refuse('Merge keys (<<) are not allowed.', pointer);
    if (entries.has(key)) throw refuse(`The key "${key}" is given twice.`, pointer);
    entries.set(key, toPlain(pair.value as ParsedNode | null, [...path, key]));
  }
  return Object.fromEntries(entries);
}
