import { describe, expect, it } from 'vitest';
import { changedChecks } from './changed-checks.ts';

const change = (path: string, minus = 'old', plus = 'new') =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -3 +3 @@\n-${minus}\n+${plus}\n`;
const check = (run: string[], cwd = '.') => ({ name: 'tests', run, cwd });

describe('what a check goes by', () => {
  it.each([
    ['a script it runs', ['sh', 'scripts/test.sh'], 'scripts/test.sh'],
    ['a script it runs by its path', ['./check'], 'check'],
    ['a config it names', ['npx', 'vitest', '--config', 'other.config.mts'], 'other.config.mts'],
    ["a Makefile's rules", ['make', 'test'], 'Makefile'],
    ['settings of a test runner', ['npm', 'test'], 'packages/a/vitest.config.ts'],
    ['the rules of a linter', ['npm', 'run', 'lint'], 'eslint.config.js'],
    ["pytest's fixtures", ['pytest'], 'tests/conftest.py'],
    ['what runs elsewhere too', ['npm', 'test'], '.github/workflows/ci.yml'],
  ])('shows when the run changes %s', (_what, run, path) => {
    expect(changedChecks(change(path), [check(run)])).toEqual([
      expect.objectContaining({ kind: 'check_changed', path, line: 3 }),
    ]);
  });

  it('shows a script of package.json that it runs, and no other', () => {
    const script = (name: string) =>
      change('package.json', `    "${name}": "vitest",`, `    "${name}": "true",`);
    for (const name of ['test', 'pretest', 'posttest'])
      expect(changedChecks(script(name), [check(['npm', 'test'])]), name).toHaveLength(1);
    expect(changedChecks(script('lint'), [check(['npm', 'run', 'lint'])])).toHaveLength(1);
    expect(changedChecks(script('build'), [check(['npm', 'test'])])).toEqual([]);
    expect(
      changedChecks(change('package.json', '    "zod": "^3",', '    "zod": "^4",'), [check(['npm', 'test'])]),
    ).toEqual([]);
  });

  it('is looked for in the folder of the check', () => {
    expect(changedChecks(change('api/run.sh'), [check(['sh', './run.sh'], 'api')])).toHaveLength(1);
    expect(changedChecks(change('web/run.sh'), [check(['sh', './run.sh'], 'api')])).toEqual([]);
  });

  it('shows nothing where there is no check, and nothing for other files', () => {
    expect(changedChecks(change('vitest.config.ts'), [])).toEqual([]);
    expect(changedChecks(change('src/index.ts'), [check(['npm', 'test'])])).toEqual([]);
  });
});
