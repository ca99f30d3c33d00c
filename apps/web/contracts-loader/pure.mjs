import ts from 'typescript';

const { factory } = ts;
const compilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
};

/** JavaScript in which every value that is made by calls is marked as free of effects: unused ones are left out. */
export const toJavaScript = (source) =>
  ts.transpileModule(source, { compilerOptions, transformers: { before: [markPure] } }).outputText;

/** Whether anything is called when the file is read, functions that are only declared aside. */
export const callsAtOnce = (node) =>
  ts.isCallExpression(node) ||
  ts.isNewExpression(node) ||
  (!ts.isFunctionLike(node) && ts.forEachChild(node, (child) => callsAtOnce(child) || undefined) === true);

const markPure = (context) => (file) => {
  const visit = (node) => {
    if (!ts.isVariableDeclaration(node)) return ts.visitEachChild(node, visit, context);
    if (node.initializer === undefined || !callsAtOnce(node.initializer)) return node;
    return factory.updateVariableDeclaration(node, node.name, undefined, undefined, pure(node.initializer));
  };
  const statements = file.statements.map((each) =>
    ts.isVariableStatement(each) ? ts.visitNode(each, visit) : each,
  );
  return factory.updateSourceFile(file, statements);
};

/** `(() => value)()`, called for its value only. */
function pure(value) {
  const body = ts.isObjectLiteralExpression(value) ? factory.createParenthesizedExpression(value) : value;
  const arrow = factory.createArrowFunction(undefined, undefined, [], undefined, undefined, body);
  const call = factory.createCallExpression(factory.createParenthesizedExpression(arrow), undefined, []);
  return ts.addSyntheticLeadingComment(call, ts.SyntaxKind.MultiLineCommentTrivia, '#__PURE__', false);
}
