import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { readJest } from './jest.ts';
import { readJunit } from './junit.ts';
import { PrintedTests } from './printed-tests.ts';
import { readReportFiles } from './report-files.ts';
import { reportOf } from './test-report.ts';

const suite = `
const { test, describe } = require('node:test'); const assert = require('node:assert');
describe('sums', () => { test('adds', () => {}); test('breaks <&', () => assert.equal(1, 2)); });
test('later', { skip: true }, () => {});
`;

/** What the real tool prints; its exit code says that a test failed. */
async function runNodeTests(reporter: string): Promise<string> {
  const folder = await tempFolder();
  await writeFile(join(folder, 'a.test.js'), suite);
  return new Promise((resolve) => {
    const args = ['--test', `--test-reporter=${reporter}`, 'a.test.js'];
    const env = { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: undefined };
    execFile(process.execPath, args, { cwd: folder, env }, (_error, stdout) => resolve(stdout));
  });
}

const printed = (text: string) => {
  const reader = new PrintedTests();
  for (const line of text.split('\n')) reader.add(line);
  return reader.read();
};

describe('what node:test says', () => {
  it.each(['tap', 'spec', 'junit'])('is read from its %s output', async (reporter) => {
    const text = await runNodeTests(reporter);
    const read = reporter === 'junit' ? readJunit(text) : printed(text);
    expect(read?.counts).toEqual({ passed: 1, failed: 1, skipped: 1 });
    const broken = read?.cases.find(({ status }) => status === 'failed');
    expect(broken?.name).toBe('breaks <&');
    expect(broken?.message).toMatch(/1 == 2/);
  });
});

describe('JUnit XML', () => {
  it('is read from nested suites, with CDATA and entities', () => {
    const xml = `<?xml version="1.0"?><testsuites><testsuite name="outer"><testsuite name="inner">
      <testcase classname="a.B" name="ok" time="0.012"/>
      <testcase name="odd &lt;&#65;&#x42;&gt;"><failure message="no &amp; never"><![CDATA[at <line> 3]]></failure></testcase>
      <testcase name="error"><error>boom</error></testcase>
      <testcase name="later"><skipped/></testcase></testsuite></testsuite></testsuites>`;
    const read = readJunit(xml);
    expect(read?.counts).toEqual({ passed: 1, failed: 2, skipped: 1 });
    expect(read?.cases).toContainEqual(
      expect.objectContaining({ suite: 'inner', name: 'odd <AB>', message: 'no & never\nat <line> 3' }),
    );
    expect(read?.cases).toContainEqual(expect.objectContaining({ suite: 'a.B', duration_ms: 12 }));
  });

  it.each([
    [
      'entities of its own',
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><testsuites><testcase name="&a;"/></testsuites>',
    ],
    [
      'a DTD elsewhere',
      '<!DOCTYPE x SYSTEM "file:///etc/passwd"><testsuite><testcase name="a"/></testsuite>',
    ],
    ['nothing but depth', `<testsuites>${'<testsuite>'.repeat(100_000)}`],
    ['another format', '<html><body/></html>'],
    ['half a document', '<testsuites><testsuite><testcase name="a"'],
  ])('with %s is not read', (_what, xml) => {
    expect(readJunit(xml)).toBeNull();
  });

  it('is read or refused whatever it holds', () => {
    const part = fc.constantFrom(
      '<testsuite>',
      '</testsuite>',
      '<testcase name="a">',
      '</testcase>',
      '<failure',
      '>',
      '&#0;',
      '<![CDATA[',
      ']]>',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
        readJunit(`<testsuites>${parts.join('')}</testsuites>`);
      }),
    );
  });
});

describe('the JSON of Jest and Vitest', () => {
  it('is read as the real tool writes it', async () => {
    const folder = await tempFolder();
    const file = join(folder, 'report.json');
    const code =
      "describe('sums', () => { it('adds', () => {}); it('breaks', () => expect(1).toBe(2)); it.skip('later', () => {}); });";
    const vitest = join(import.meta.dirname, '../../../../../node_modules/vitest/vitest.mjs');
    await writeFile(join(folder, 'a.test.ts'), code);
    const args = [vitest, 'run', '--root', folder, '--globals', '--reporter=json', `--outputFile=${file}`];
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')),
    );
    await new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: folder, env }, resolve);
    });
    const read = readJest(await readFile(file, 'utf8'), folder);
    expect(read).toMatchObject({ format: 'vitest', counts: { passed: 1, failed: 1, skipped: 1 } });
    expect(read?.cases).toContainEqual(
      expect.objectContaining({ suite: 'a.test.ts > sums', name: 'breaks', status: 'failed' }),
    );
  });

  it('of a file that could not be run counts as a failure', () => {
    const text = JSON.stringify({
      numTotalTests: 0,
      wasInterrupted: false,
      testResults: [
        { name: '/repo/a.test.js', status: 'failed', message: 'Unexpected token', assertionResults: [] },
      ],
    });
    expect(readJest(text, '/repo')).toMatchObject({
      format: 'jest',
      cases: [{ suite: 'a.test.js', status: 'failed', message: 'Unexpected token' }],
    });
  });

  it.each(['{', '{"testResults": 1}', '[]', 'testResults', '{"testResults":[],"numTotalTests":0}'])(
    'is not %j',
    (text) => {
      expect(readJest(text, '/')).toBeNull();
    },
  );
});

describe('report files', () => {
  const xml = (name: string) => `<testsuite><testcase name="${name}"/></testsuite>`;

  it('are those of the given folder, else those in the usual places that the step wrote', async () => {
    const folder = await tempFolder();
    const [given, workspace] = [join(folder, 'given'), join(folder, 'workspace')];
    await mkdir(given);
    await mkdir(join(workspace, 'target/surefire-reports'), { recursive: true });
    await writeFile(join(workspace, 'junit.xml'), xml('old'));
    await utimes(join(workspace, 'junit.xml'), 1, 1);
    await writeFile(join(workspace, 'target/surefire-reports/TEST-a.xml'), xml('usual'));
    await writeFile(join(workspace, 'package.json'), '{}');
    const names = async () =>
      (await readReportFiles(given, workspace, Date.now() - 60_000)).flatMap(({ cases }) =>
        cases.map(({ name }) => name),
      );
    expect(await names()).toEqual(['usual']);
    await writeFile(join(given, 'any.xml'), xml('given'));
    expect(await names()).toEqual(['given']);
  });

  it('are never links, pipes or far too long', async () => {
    const folder = await tempFolder();
    const [given, workspace] = [join(folder, 'given'), join(folder, 'workspace')];
    await mkdir(given);
    await mkdir(workspace);
    await writeFile(join(folder, 'secret.xml'), xml('secret'));
    await symlink(join(folder, 'secret.xml'), join(workspace, 'junit.xml'));
    await symlink(folder, join(workspace, 'reports'));
    await writeFile(join(folder, 'junit.xml'), xml('secret'));
    await writeFile(join(workspace, 'test-results.xml'), xml('long') + ' '.repeat(9 * 1024 * 1024));
    await new Promise((resolve) => execFile('mkfifo', [join(workspace, 'results.xml')], resolve));
    expect(await readReportFiles(given, workspace, 0)).toEqual([]);
  });
});

describe('a report', () => {
  it('lists failed cases first and says when it lists not all', () => {
    const lines = Array.from({ length: 6_000 }, (_none, index) => `ok ${index + 1} - case ${index}`);
    const read = printed([...lines, 'not ok 6001 - last'].join('\n'));
    const report = reportOf('tests', read === null ? [] : [read]);
    expect(report).toMatchObject({ passed: 6_000, failed: 1, is_cut: true });
    expect(report?.cases).toHaveLength(5_000);
    expect(report?.cases[0]).toMatchObject({ name: 'last', status: 'failed' });
  });
});
