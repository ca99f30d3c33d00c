import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

const root = new URL('..', import.meta.url).pathname;

export const noResults = { passed: 0, failed: 0, skipped: 0, failures: [], times: [] };

export function addResults(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
    times: [...a.times, ...b.times],
  };
}

/** Runs vitest through `run` and reads what `vitest-results.mjs` wrote. */
export function readVitestReport(file, run) {
  return readReport(file, run, (report) => report);
}

/** Runs Playwright through `run` and reads its report. A test that passes only when repeated has failed. */
export function readPlaywrightReport(file, run) {
  return readReport(file, run, ({ stats, suites }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: suites.flatMap(playwrightFailures),
    times: suites.map((suite) => ({ file: `e2e/${suite.file}`, seconds: playwrightSeconds(suite) })),
  }));
}

function playwrightFailures(suite) {
  const own = (suite.specs ?? [])
    .filter((spec) => spec.tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map((spec) => ({
      name: `e2e/${spec.file} › ${spec.title}`,
      message: spec.tests[0]?.results[0]?.error?.message ?? '',
    }));
  return [...own, ...(suite.suites ?? []).flatMap(playwrightFailures)];
}

function playwrightSeconds({ specs = [], suites = [] }) {
  const results = specs.flatMap(({ tests }) => tests.flatMap((test) => test.results));
  const own = results.reduce((sum, { duration }) => sum + duration / 1000, 0);
  return suites.reduce((sum, suite) => sum + playwrightSeconds(suite), own);
}

/** A runner that ends badly without naming a failed test (a crash, an unhandled error) counts as one failure. */
async function readReport(file, run, read) {
  rmSync(file, { force: true });
  const { code } = await run();
  const results = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : noResults;
  if (results.failed > 0 || (code === 0 && existsSync(file))) return results;
  const message = 'It ended badly without naming a failed test; its last lines stand above.';
  return { ...results, failed: 1, failures: [{ name: relative(root, file), message }] };
}

/** Where the time went, for whoever wants to wait less. */
export function printSlowest(times, most = 10) {
  const slowest = [...times].sort((one, other) => other.seconds - one.seconds).slice(0, most);
  for (const { file, seconds } of slowest) console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`);
}

/** What failed, last of all that is printed, so that the end of a long output tells it. */
export function printFailures(failures) {
  for (const { name, message } of failures)
    console.error(`\nFAILED ${name}\n${message.split('\n').slice(0, 12).join('\n')}`);
}
