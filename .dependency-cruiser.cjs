const notInTests = '[.]test[.]tsx?$|/fixtures/|/test-support/';

/** Within the repository, files under `folder` (tests aside) may reach only themselves and `mayReach`. */
function mayReachOnly(name, folder, mayReach) {
  const allowed = [folder, ...mayReach].map((path) => `^${path}/`).join('|');
  return {
    name: `${name}-reaches-only-its-floor`,
    severity: 'error',
    comment: `${folder} may import only: ${mayReach.join(', ') || 'nothing of this repository'}.`,
    from: { path: `^${folder}/`, pathNot: notInTests },
    to: { path: '^(packages|apps|e2e|bench|scripts)/', pathNot: allowed },
  };
}

/** Files under `folder` (tests aside) may import these npm packages and nothing else from outside, Node's included. */
function mayUseOnly(name, folder, npmPackages) {
  return {
    name: `${name}-uses-only-its-libraries`,
    severity: 'error',
    comment: `${folder} may use only: ${npmPackages.join(', ')}. No I/O here: it also runs in the browser.`,
    from: { path: `^${folder}/`, pathNot: notInTests },
    to: {
      dependencyTypesNot: ['local', 'localmodule', 'aliased-workspace'],
      pathNot: [`^node_modules/(${npmPackages.join('|')})/`, '^packages/'],
    },
  };
}

module.exports = {
  forbidden: [
    mayReachOnly('contracts', 'packages/contracts', []),
    mayReachOnly('domain', 'packages/domain', ['packages/contracts']),
    mayReachOnly('db', 'packages/db', ['packages/contracts']),
    mayReachOnly('outbound', 'packages/outbound', []),
    mayReachOnly('models', 'packages/models', ['packages/contracts', 'packages/domain', 'packages/outbound']),
    mayReachOnly('speech', 'packages/speech', ['packages/contracts', 'packages/outbound']),
    mayReachOnly('core', 'packages/core', [
      'packages/contracts',
      'packages/domain',
      'packages/db',
      'packages/models',
      'packages/outbound',
      'packages/speech',
    ]),
    mayReachOnly('client', 'packages/client', ['packages/contracts']),
    mayReachOnly('testing', 'packages/testing', ['packages']),
    mayReachOnly('server', 'apps/server', ['packages']),
    mayReachOnly('runner', 'apps/runner', [
      'packages/contracts',
      'packages/domain',
      'packages/client',
      'packages/models',
      'packages/outbound',
    ]),
    mayReachOnly('web', 'apps/web', ['packages/contracts', 'packages/domain', 'packages/client']),
    mayReachOnly('cli', 'apps/cli', [
      'packages/contracts',
      'packages/domain',
      'packages/client',
      'packages/speech',
      // By the rule below only the demo's own program does.
      'packages/testing/src/models',
    ]),
    mayUseOnly('contracts', 'packages/contracts', ['zod']),
    mayUseOnly('domain', 'packages/domain', ['zod', 'yaml']),
    {
      name: 'core-knows-no-http-framework',
      severity: 'error',
      comment: 'core is called by transports; it never imports one.',
      from: { path: '^packages/(core|db|domain|contracts)/' },
      to: { path: '(^|/)(fastify|@fastify|next|express)(/|$)' },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      comment:
        'packages/testing is imported by tests, end-to-end tests, benchmarks and the program of the demo only.',
      from: {
        pathNot: `${notInTests}|^(packages/testing|e2e|bench)/|^vitest[.]config[.]ts$|^apps/cli/src/demo/models/program[.]ts$`,
      },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'demo-programs-are-started',
      severity: 'error',
      comment: 'The scripted model and agent are processes of their own, which only a demo starts.',
      from: { pathNot: notInTests },
      to: { path: '^apps/cli/src/demo/(agent|models)/program[.]ts$' },
    },
    {
      name: 'runner-processes-know-no-agents',
      severity: 'error',
      comment: 'Any program is started and ended alike, whatever a run makes of it.',
      from: { path: '^apps/runner/src/process/', pathNot: notInTests },
      to: { path: '^apps/runner/src/(presets|executors|runs)/' },
    },
    {
      name: 'runner-executors-know-no-runs',
      severity: 'error',
      comment: 'An executor does its work in what it is given; the run around it is not its to know.',
      from: { path: '^apps/runner/src/executors/', pathNot: notInTests },
      to: { path: '^apps/runner/src/runs/' },
    },
    {
      name: 'runner-sessions-start-nothing',
      severity: 'error',
      comment: 'A preset says which files hold a session, and how to ask for it; executors ask.',
      from: { path: '^apps/runner/src/presets/sessions/', pathNot: notInTests },
      to: { path: '^apps/runner/src/(process|sandbox|executors)/' },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'A file cannot be understood alone when it is part of a circle.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The import leads nowhere: a wrong path, or a package missing from package.json.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/[^/]+/(dist|out|[.]next)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
