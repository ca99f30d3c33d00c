import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A vitest reporter that writes what ran to the file named by VITEST_RESULTS: how many passed, failed and were skipped,
 * each failure by name, and how long each file took. A hook, a file that cannot be loaded and an error outside of any test are failures too.
 */
export default class ResultsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const isIn = (state) => (test) => test.result().state === state;
    const failures = [
      ...tests.filter(isIn('failed')).map(failureOf),
      ...modules.flatMap(outsideTests),
      ...unhandledErrors.map((error) => ({ name: 'outside of any test', message: messageOf([error]) })),
    ];
    const passed = tests.filter(isIn('passed')).length;
    const skipped = tests.filter(isIn('skipped')).length;
    write({ passed, failed: failures.length, skipped, failures, times: modules.map(timeOf) });
  }
}

function timeOf(module) {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return { file: module.relativeModuleId, seconds: (collectDuration + setupDuration + duration) / 1000 };
}

function failureOf(test) {
  return {
    name: `${test.module.relativeModuleId} › ${test.fullName}`,
    message: messageOf(test.result().errors),
  };
}

function outsideTests(module) {
  return [module, ...module.children.allSuites()]
    .filter((place) => place.errors().length > 0)
    .map((place) => ({
      name: [module.relativeModuleId, place.fullName].filter(Boolean).join(' › '),
      message: messageOf(place.errors()),
    }));
}

function messageOf(errors) {
  return errors
    .map(({ message, stack = '' }) => (stack.includes(message) ? stack : `${message}\n${stack}`))
    .join('\n');
}

function write(results) {
  const file = process.env.VITEST_RESULTS;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(results));
}
