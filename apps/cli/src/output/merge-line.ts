import type { Merge, MergeStatus } from '@overmind/contracts/entities/merge';
import type { Colours } from '../terminal/colour.ts';
import { oneLine } from './table.ts';

const tones: Record<MergeStatus, keyof Colours> = {
  ...{ queued: 'dim', checking: 'cyan', merged: 'green', conflict: 'red' },
  ...{ check_failed: 'red', failed: 'red', canceled: 'dim' },
};

/** Of a pull request, `merged` says that it is open and no more. */
function standing(merge: Merge, colours: Colours): string {
  if (merge.status === 'merged' && merge.pull_request !== null)
    return colours.cyan(`waits in pull request #${merge.pull_request.number}`);
  return colours[tones[merge.status]](merge.status.replaceAll('_', ' '));
}

export const mergeCells = (merge: Merge, colours: Colours): string[] => [
  colours.bold(merge.task_key),
  standing(merge, colours),
  oneLine(
    `${merge.strategy} into ${merge.base_branch}${merge.target === 'local' ? '' : `, ${merge.target}`}`,
  ),
  oneLine(merge.pull_request?.url ?? merge.detail ?? '', 200),
];

/** How one merge stands, with the files that conflict below it. */
export const mergeLines = (merge: Merge, colours: Colours): string =>
  [mergeCells(merge, colours).join('  '), ...merge.conflicts.map((path) => `  ${oneLine(path, 200)}`)].join(
    '\n',
  );
