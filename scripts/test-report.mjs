import { existsSync, readFileSync, rmSync } from 'node:fs';

export const noCounts = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** Runs vitest through `run` and counts from its report; a file that cannot be loaded counts as one failed test. */
export function readVitestReport(file, run) {
  return readReport(file, run, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.testResults.filter(failedToLoad).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

function failedToLoad(result) {
  return result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed');
}

/** Runs Playwright through `run` and counts from its report. A test that passes only when repeated has failed. */
export function readPlaywrightReport(file, run) {
  return readReport(file, run, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
}

/** A runner that ends badly without naming a failed test (a crash, an unhandled error) counts as one failure. */
async function readReport(file, run, count) {
  rmSync(file, { force: true });
  const { code } = await run();
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : noCounts;
  const isSilentFailure = counts.failed === 0 && code !== 0;
  return isSilentFailure ? { ...counts, failed: 1 } : counts;
}
