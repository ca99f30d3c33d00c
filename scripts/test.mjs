import { join } from 'node:path';
import { install } from './install.mjs';
import {
  addResults,
  noResults,
  printFailures,
  printSlowest,
  readPlaywrightReport,
  readVitestReport,
} from './test-report.mjs';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.cache/test');
const bin = (path) => join(root, 'node_modules', path);
const unitFolders = /^(packages\/(domain|contracts|client)|apps\/web)(\/|$)/;
const { unitOnly, paths } = readArguments(process.argv.slice(2));

install();
const { build } = await import('./build.mjs');
const { runNode } = await import('./run-command.mjs');

let results = noResults;
let isInterrupted = false;
// The running child gets the signal too and ends; what was started for it is then stopped here in good order.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isInterrupted = true));
try {
  await runAll();
} catch (error) {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  results = addResults(results, { ...noResults, failed: 1, failures: [{ name: 'npm test', message }] });
}
if (paths.length === 0) printSlowest(results.times);
printFailures(results.failures);
const ran = results.passed + results.failed;
if (ran === 0)
  console.error(`No test ran${paths.length > 0 ? `: nothing matches ${paths.join(', ')}` : ''}.`);
console.log(`${results.passed} passed, ${results.failed} failed, ${results.skipped} skipped`);
process.exitCode = results.failed > 0 || ran === 0 ? 1 : 0;

async function runAll() {
  if (unitOnly) return runVitest('unit', ['--project', 'unit', '--project', 'web', ...paths]);
  await provision();
  await build();
  const isEndToEnd = (path) => path.startsWith('e2e') && !path.startsWith('e2e/processes');
  const vitestPaths = paths.filter((path) => !isEndToEnd(path));
  const everything = paths.length === 0;
  if (everything || vitestPaths.length > 0) {
    await runVitest('embedded', vitestPaths);
    await runOnSecondSet(vitestPaths);
  }
  if (everything || paths.some(isEndToEnd)) await runPlaywright(paths.filter(isEndToEnd));
}

async function provision() {
  const result = await run(['scripts/provision.mjs']);
  if (result.code !== 0)
    throw new Error('What the tests need could not be installed; the reason stands above.');
}

async function runVitest(name, args, env = {}) {
  const report = join(reports, `${name}.json`);
  const quiet = paths.length > 0 ? ['--passWithNoTests'] : [];
  const output = ['--reporter=default', '--reporter=./scripts/vitest-results.mjs'];
  const command = [bin('vitest/vitest.mjs'), 'run', ...quiet, ...output, ...args];
  results = addResults(
    results,
    await readVitestReport(report, () => run(command, { ...env, VITEST_RESULTS: report })),
  );
}

/** The database-backed tests once more, on a PostgreSQL reached over TCP and a Redis, as a cluster has them. */
async function runOnSecondSet(vitestPaths) {
  const { tsImport } = await import('tsx/esm/api');
  const secondSet = await tsImport('../packages/testing/src/second-set.ts', import.meta.url);
  const { databaseUrl, redisUrl } = await secondSet.start();
  try {
    const env = { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl };
    await runVitest('redis', ['--project', 'redis', ...vitestPaths], env);
  } finally {
    await secondSet.stop();
  }
}

async function runPlaywright(endToEndPaths) {
  const report = join(reports, 'e2e.json');
  const filters = endToEndPaths.map((path) => path.replace(/^e2e\/?/, '')).filter(Boolean);
  const command = [
    bin('@playwright/test/cli.js'),
    'test',
    '--config=e2e',
    '--reporter=list,json',
    ...filters,
  ];
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  results = addResults(results, await readPlaywrightReport(report, () => run(command, env)));
}

function run(args, env = {}) {
  if (isInterrupted) throw new Error('Interrupted.');
  return runNode(args, { env });
}

function readArguments(args) {
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--unit');
  if (unknown) {
    console.error(`Unknown option ${unknown}. Usage: npm test [-- [--unit] [path …]]`);
    process.exit(2);
  }
  const paths = args.filter((arg) => arg !== '--unit').map((path) => path.replace(/^\.\//, ''));
  const areUnitTests = paths.length > 0 && paths.every((path) => unitFolders.test(path));
  return { unitOnly: args.includes('--unit') || areUnitTests, paths };
}
