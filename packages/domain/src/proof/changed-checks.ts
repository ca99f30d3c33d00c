import type { Command } from '@overmind/contracts/entities/agent';
import type { RunFlag } from '@overmind/contracts/entities/run';
import { type DiffFile, parseDiff } from './unified-diff.ts';

type Check = Pick<Command, 'name' | 'run' | 'cwd'>;

/** Files by which tools decide what is checked, whoever calls them. */
const settings: readonly RegExp[] = [
  /(?:^|\/)(?:vitest|vite|jest|playwright|cypress|karma|ava|wdio|eslint|prettier|stylelint|webpack|babel|oxlint)\.(?:config|setup|workspace)\.[cm]?[jt]sx?$/,
  /(?:^|\/)(?:jest|vitest|test)[.-]?setup\.[cm]?[jt]sx?$/,
  /(?:^|\/)\.(?:mocharc|eslintrc|prettierrc|nycrc|c8rc|stylelintrc|oxlintrc)(?:\.[a-z]+)?$/,
  /(?:^|\/)(?:biome\.jsonc?|tsconfig[^/]*\.json|phpunit\.xml(?:\.dist)?|codecov\.yml|\.coveragerc)$/,
  /(?:^|\/)(?:pytest\.ini|tox\.ini|setup\.cfg|conftest\.py|noxfile\.py|\.flake8|mypy\.ini|ruff\.toml|\.pylintrc)$/,
  /(?:^|\/)(?:clippy\.toml|\.golangci\.ya?ml|\.rspec|rustfmt\.toml)$/,
  /^\.github\/(?:workflows|actions)\/|^\.gitlab-ci\.yml$|^\.circleci\/|^Jenkinsfile$|^azure-pipelines\.yml$/,
  /^\.travis\.yml$|^\.buildkite\/|^bitbucket-pipelines\.yml$|^\.husky\//,
];
const scriptRunners = new Set(['npm', 'pnpm', 'yarn', 'bun', 'npx']);
const makers: Record<string, RegExp> = {
  make: /(?:^|\/)(?:GNUm|M|m)akefile$|\.mk$/,
  just: /(?:^|\/)\.?justfile$/i,
  task: /(?:^|\/)Taskfile\.ya?ml$/i,
  rake: /(?:^|\/)Rakefile$/,
  gradle: /\.gradle(?:\.kts)?$/,
  gradlew: /\.gradle(?:\.kts)?$/,
  mvn: /(?:^|\/)pom\.xml$/,
  composer: /(?:^|\/)composer\.json$/,
};

/** The files that the checks of a run go by and that its diff changes: a person should see what the proof rests on. */
export function changedChecks(diff: string, checks: readonly Check[]): RunFlag[] {
  if (checks.length === 0) return [];
  return parseDiff(diff).flatMap((file) => {
    const path = file.newPath ?? file.oldPath ?? '';
    const change = findChange(file, path, checks);
    return change === null
      ? []
      : [
          {
            kind: 'check_changed' as const,
            path: path.slice(0, 4_096),
            line: change.line,
            text: change.text.slice(0, 2_000),
          },
        ];
  });
}

interface Change {
  line: number | null;
  text: string;
}

function findChange(file: DiffFile, path: string, checks: readonly Check[]): Change | null {
  const naming = checks.find(
    (check) => namedFiles(check).includes(path) || namedFiles(check).includes(file.oldPath ?? ''),
  );
  if (naming !== undefined)
    return { line: firstLine(file), text: `The check "${naming.name}" runs this file.` };
  for (const check of checks) {
    const program = (check.run[0] ?? '').split('/').at(-1) ?? '';
    if (makers[program]?.test(path))
      return { line: firstLine(file), text: `The check "${check.name}" goes by this file.` };
    const script = scriptRunners.has(program) ? changedScript(file, path, check) : null;
    if (script !== null) return script;
  }
  return settings.some((form) => form.test(path))
    ? { line: firstLine(file), text: 'This file decides what checks look at.' }
    : null;
}

const firstLine = ({ hunks }: DiffFile): number | null => hunks[0]?.lines[0]?.line ?? null;

/** Arguments that may be files, as paths in the repository. */
function namedFiles({ run, cwd }: Check): string[] {
  const folder = cwd.replace(/^\.\/?/, '').replace(/\/$/, '');
  return run
    .filter((part) => /[./]/.test(part) && !part.startsWith('-'))
    .map((part) => part.replace(/^\.\//, ''))
    .map((part) => (folder === '' ? part : `${folder}/${part}`));
}

/** A line of `scripts` in package.json that the check runs, its `pre` and `post` included. */
function changedScript(file: DiffFile, path: string, { name, run }: Check): Change | null {
  if (!/(?:^|\/)package\.json$/.test(path)) return null;
  const words = run
    .slice(1)
    .filter((word) => !word.startsWith('-') && !['run', 'run-script', 'exec'].includes(word));
  const scripts = new Set(words.flatMap((word) => [word, `pre${word}`, `post${word}`]));
  for (const { line, text } of file.hunks.flatMap(({ lines }) => lines)) {
    const key = /^\s*"([^"]+)"\s*:\s*"/.exec(text)?.[1];
    if (key !== undefined && scripts.has(key))
      return { line, text: `The check "${name}" runs: ${text.trim()}` };
  }
  return null;
}
