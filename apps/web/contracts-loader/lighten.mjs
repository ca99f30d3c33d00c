import ts from 'typescript';

const keptOfRoute = new Set(['id', 'method', 'path', 'responseKind']);
const { factory } = ts;

/** The same declarations without what only servers and documentation read: schemas of routes, descriptions. */
export function lighten(source) {
  const file = ts.createSourceFile('contract.ts', source, ts.ScriptTarget.ES2023, true);
  return ts.createPrinter().printFile(ts.transform(file, [visitor]).transformed[0]);
}

const visitor = (context) => {
  const visit = (node) => {
    if (isRoute(node)) return addressOf(node);
    if (isDescribed(node)) return ts.visitNode(node.expression.expression, visit);
    return ts.visitEachChild(node, visit, context);
  };
  return (file) => ts.visitEachChild(file, visit, context);
};

/** `defineRoute({ … })` */
const isRoute = (node) =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'defineRoute';

/** `schema.meta({ … })` */
const isDescribed = (node) =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.name.text === 'meta' &&
  node.arguments.length === 1;

/** Nothing in a browser checks what it sends or is answered; a form imports the schema that it needs by name. */
function addressOf(call) {
  const declared = call.arguments[0].properties;
  const has = (name) => declared.some((each) => each.name.text === name);
  const kept = declared.filter((each) => keptOfRoute.has(each.name.text));
  if (has('responseKind')) return factory.createObjectLiteralExpression(kept);
  const kind = factory.createStringLiteral(has('response') ? 'json' : 'none');
  return factory.createObjectLiteralExpression([
    ...kept,
    factory.createPropertyAssignment('responseKind', kind),
  ]);
}
