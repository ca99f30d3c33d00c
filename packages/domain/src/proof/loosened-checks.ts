import type { RunFlag } from '@overmind/contracts/entities/run';
import type { DiffFile } from './unified-diff.ts';

const thresholdFile =
  /(?:^|\/)(?:[^/]*(?:jest|vitest|vite|karma|nyc|c8|coverage|codecov|coveralls|pytest|tox|setup|pyproject|phpunit|jacoco|build\.gradle|pom|\.coveragerc)[^/]*|package\.json|Makefile|justfile)$/i;
const threshold =
  /["']?(?<name>statements|branches|functions|lines|fail[-_]?under|cov-fail-under|minimum|threshold|target|check-coverage)["']?\s*[:=]\s*["']?(?<value>\d+(?:\.\d+)?)/gi;
const scriptFile =
  /(?:^|\/)(?:package\.json|Makefile|justfile|Taskfile\.ya?ml|tox\.ini|noxfile\.py|\.gitlab-ci\.yml|Jenkinsfile)$|\.(?:sh|bash|zsh|mk)$|(?:^|\/)\.(?:github|circleci|husky)\//;
const neverFails =
  /\|\|\s*(?:true|:|exit\s+0|echo\b)|;\s*(?:true|exit\s+0)\s*["']?,?\s*$|^\s*exit\s+0\s*$|continue-on-error\s*:\s*true|allow_failure\s*:\s*true|--passWithNoTests|--pass-with-no-tests|set\s+\+e\b/;

/** Thresholds that are lower than they were, and checks that end well whatever they find. */
export function looseningIn(file: DiffFile): RunFlag[] {
  const path = file.newPath;
  if (path === null || file.oldPath === null) return [];
  return [
    ...(thresholdFile.test(path) ? lowered(file, path) : []),
    ...(scriptFile.test(path) ? muted(file, path) : []),
  ];
}

const thresholdsIn = (text: string): [string, number][] =>
  [...text.matchAll(threshold)].map(({ groups }) => [
    (groups?.['name'] ?? '').toLowerCase(),
    Number(groups?.['value']),
  ]);

function lowered(file: DiffFile, path: string): RunFlag[] {
  return file.hunks.flatMap(({ lines }) => {
    const before = new Map(
      lines.filter(({ sign }) => sign === '-').flatMap(({ text }) => thresholdsIn(text)),
    );
    return lines
      .filter(({ sign }) => sign === '+')
      .filter(({ text }) => thresholdsIn(text).some(([name, value]) => value < (before.get(name) ?? 0)))
      .map(({ line, text }) => ({
        kind: 'check_changed' as const,
        path,
        line,
        text: text.trim().slice(0, 2_000),
      }));
  });
}

function muted(file: DiffFile, path: string): RunFlag[] {
  return file.hunks.flatMap(({ lines }) => {
    const wasMuted = lines.filter(({ sign, text }) => sign === '-' && neverFails.test(text)).length;
    return lines
      .filter(({ sign, text }) => sign === '+' && neverFails.test(text))
      .slice(wasMuted)
      .map(({ line, text }) => ({
        kind: 'check_changed' as const,
        path,
        line,
        text: text.trim().slice(0, 2_000),
      }));
  });
}
