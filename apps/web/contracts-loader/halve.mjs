import { basename } from 'node:path';
import ts from 'typescript';
import { callsAtOnce } from './pure.mjs';

const halves = { plain: '?plain', schemas: '?schemas' };

/**
 * A file that holds both schemas and what needs none (routes, lists of words, `AppError`) only passes on what its two
 * halves declare; the bundler sees through that, and takes the half that is asked for.
 */
export function halve(source, path, query) {
  const file = ts.createSourceFile('contract.ts', source, ts.ScriptTarget.ES2023, true);
  const plain = plainOf(file);
  const rest = file.statements.filter((each) => namesOf(each).length > 0 && !plain.includes(each));
  if (plain.length === 0 || rest.length === 0) return source;
  const from = (half) => `from './${basename(path)}${half}';`;
  if (query === halves.plain)
    return `${textOf(plain)}\nexport { ${names(plain.filter((each) => !isExported(each)))} };`;
  if (query === halves.schemas) {
    const imports = textOf(file.statements.filter(ts.isImportDeclaration));
    return `import { ${names(plain)} } ${from(halves.plain)}\n${imports}\n${textOf(rest)}`;
  }
  const passOn = (half, statements) => `export { ${names(statements.filter(isExported))} } ${from(half)}`;
  const first = passOn(halves.plain, plain);
  return rest.some(isExported) ? `${first}\n${passOn(halves.schemas, rest)}` : first;
}

/** The declarations that call nothing when they are read, and lead to nothing that is imported. */
function plainOf(file) {
  const declared = file.statements.filter((each) => namesOf(each).length > 0);
  let plain = declared.filter((each) => !ts.isExportDeclaration(each) && !callsAtOnce(each));
  const imported = file.statements.filter(ts.isImportDeclaration).flatMap(importedNames);
  for (;;) {
    const others = declared.filter((each) => !plain.includes(each)).flatMap(namesOf);
    const foreign = new Set([...imported, ...others]);
    const still = plain.filter((each) => !mentions(each, foreign));
    if (still.length === plain.length) return plain;
    plain = still;
  }
}

/** The values that a statement of the file declares, or passes on. */
function namesOf(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.text);
  if (ts.isExportDeclaration(statement)) return statement.exportClause.elements.map(({ name }) => name.text);
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement.name.text];
  return [];
}

const importedNames = ({ importClause: { namedBindings } }) =>
  (namedBindings.elements ?? [namedBindings]).map(({ name }) => name.text);

const isExported = (statement) =>
  ts.isExportDeclaration(statement) ||
  (statement.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const isOnlyType = (node) => ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);

const mentions = (node, wanted) =>
  (ts.isIdentifier(node) && wanted.has(node.text)) ||
  (!isOnlyType(node) && ts.forEachChild(node, (child) => mentions(child, wanted) || undefined) === true);

const textOf = (statements) => statements.map((each) => each.getFullText()).join('\n');
const names = (statements) => statements.flatMap(namesOf).join(', ');
