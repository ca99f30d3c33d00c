import { readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { findKnownFault, type KnownFault } from './known-faults.ts';
import { type FailedTest, runTests, type TestRun, testCommand } from './run-tests.ts';
import { type Turn, textContent } from './turn.ts';

const steps = [
  'Run the tests',
  'Read what fails, and the source behind it',
  'Change the line that is wrong, once a person allows it',
  'Run the tests again',
];

/** The script, from the first word to the summary. What it cannot do it says; the checks judge the rest. */
export async function mend(turn: Turn): Promise<void> {
  await turn.say(
    'Scripted demo agent: no model is used. I follow a script that can mend one known fault of this demo.\n\n',
  );
  await turn.plan(steps, 0);
  const before = await test(turn);
  const [failure] = before.failures;
  if (failure === undefined) return sayNothingFails(turn, before);
  await turn.plan(steps, 1);
  await turn.think(`"${failure.name}" fails: ${failure.error}. The source that it tests comes next.`);
  const found = await findFault(turn, failure);
  if (found === null)
    return turn.say(`"${failure.name}" fails: ${failure.error}. My script knows no mend for that.`);
  const shown = relative(turn.cwd, found.path);
  await turn.think(`${found.fault.place} in ${shown} is wrong: ${found.fault.why}.`);
  await turn.plan(steps, 2);
  if (!(await change(turn, found)))
    return turn.say(`I was not allowed to change ${shown}, so nothing is changed and the test still fails.`);
  await turn.plan(steps, 3);
  const after = await test(turn);
  await turn.plan(steps, steps.length);
  await sumUp(turn, { ...found, shown, failure, after });
}

async function test(turn: Turn): Promise<TestRun> {
  const title = testCommand.join(' ');
  const end = await turn.use({ title, kind: 'execute', input: { command: [...testCommand] } });
  const result = await runTests(turn.cwd, turn.cancelled);
  await end(result.failed === 0 ? 'completed' : 'failed', textContent(result.output));
  return result;
}

const sayNothingFails = (turn: Turn, { passed, failed, output }: TestRun): Promise<void> =>
  turn.say(
    failed === 0 && passed > 0
      ? `All ${passed} tests pass already; there is nothing that my script could mend. Scripted demo agent: no model is used.`
      : `The tests could not be understood: ${output.slice(-300).trim()}`,
  );

interface Found {
  path: string;
  source: string;
  fault: KnownFault;
}

/** In the files that the test imports from beside it. */
async function findFault(turn: Turn, { path: testPath }: FailedTest): Promise<Found | null> {
  if (testPath === null) return null;
  const testSource = await read(turn, resolve(turn.cwd, testPath));
  for (const [, name = ''] of testSource.matchAll(/from '(\.[^']+)'/g)) {
    const path = resolve(dirname(testPath), name);
    const source = await read(turn, path);
    const fault = findKnownFault(source);
    if (fault !== null) return { path, source, fault };
  }
  return null;
}

async function read(turn: Turn, path: string): Promise<string> {
  const shown = relative(turn.cwd, path);
  const end = await turn.use({ title: `Read ${shown}`, kind: 'read', path, input: { path: shown } });
  const source = await readFile(path, 'utf8');
  await end('completed', textContent(source));
  return source;
}

async function change(turn: Turn, { path, source, fault }: Found): Promise<boolean> {
  const shown = relative(turn.cwd, path);
  const newText = source.replace(fault.wrong, () => fault.right);
  const diff = { type: 'diff' as const, path, oldText: source, newText };
  const input = { path: shown, replace: fault.wrong, by: fault.right };
  const end = await turn.useIfAllowed({ title: `Edit ${shown}`, kind: 'edit', path, input }, diff);
  if (end === null) return false;
  await writeFile(path, newText);
  await end();
  return true;
}

interface Outcome extends Found {
  shown: string;
  failure: FailedTest;
  after: TestRun;
}

const sumUp = (turn: Turn, { fault, shown, failure, after }: Outcome): Promise<void> =>
  turn.say(
    `Changed ${fault.place} in ${shown}: ${fault.why}. ` +
      (after.failed === 0
        ? `All ${after.passed} tests pass now, "${failure.name}" among them.`
        : `${after.failed} tests still fail.`) +
      ' Scripted demo agent: no model is used.',
  );
