import { spawn } from 'node:child_process';

export interface FailedTest {
  name: string;
  /** Of the file that holds it; null where the report names none. */
  path: string | null;
  /** What the assertion says, in one line. */
  error: string;
}

export interface TestRun {
  passed: number;
  failed: number;
  failures: FailedTest[];
  output: string;
}

export const testCommand = ['node', '--test', '--test-reporter=tap'] as const;

const mostChars = 200_000;

/** Runs the tests of a folder as a process of its own. */
export async function runTests(cwd: string, signal: AbortSignal): Promise<TestRun> {
  const output = await outputOf(cwd, signal);
  const count = (name: string): number =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail'), failures: readFailures(output), output };
}

function outputOf(cwd: string, signal: AbortSignal): Promise<string> {
  // Inside a test runner node would take itself for one of its children.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const [, ...args] = testCommand;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output = (output + chunk).slice(0, mostChars);
      });
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}

/** From a TAP report: each test that fails, with what stands in the block below it. */
export function readFailures(report: string): FailedTest[] {
  const blocks = report.matchAll(/^ *not ok \d+ - (.+)\n *---\n([\s\S]*?)^ *\.\.\.$/gm);
  return [...blocks].flatMap(([, name = '', block = '']) => {
    if (!block.includes("code: 'ERR_ASSERTION'")) return [];
    const path = /^ *location: '(.+):\d+:\d+'$/m.exec(block)?.[1] ?? null;
    return [{ name, path, error: readError(block) }];
  });
}

function readError(block: string): string {
  const [, rest = ''] = /^ *error: (.*(?:\n(?! *\w+:).*)*)/m.exec(block) ?? [];
  return rest.replace(/^\|-/, '').replace(/\s+/g, ' ').trim();
}
