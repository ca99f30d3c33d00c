import { Merge } from '@overmind/contracts/entities/merge';
import { expect, it } from 'vitest';
import { coloursFor } from '../terminal/colour.ts';
import { mergeCells } from './merge-line.ts';

const id = '0198c000-0000-7000-8000-000000000001';
const at = '2026-01-01T00:00:00.000Z';
const merged = Merge.parse({
  ...{ id, project_id: id, task_id: id, run_id: id, task_key: 'SHOP-12', repo_path: '/shop' },
  ...{ base_branch: 'main', head_commit: 'a'.repeat(40), strategy: 'merge', target: 'local' },
  ...{ status: 'merged', detail: null, conflicts: [], evidence: [], base_commit: null, merged_commit: null },
  ...{ pull_request: null, follow_up_task_id: null, requested_by_user_id: null, created_at: at },
  ...{ started_at: at, finished_at: at },
});
const pull_request = { number: 7, url: 'https://git.example.org/acme/shop/pull/7' };
const colours = coloursFor({ isTTY: true }, {});

it('calls merged only what went in', () => {
  expect(mergeCells(merged, colours)[1]).toBe(colours.green('merged'));
});

it('says of a pull request that it waits, in another colour', () => {
  const cells = mergeCells({ ...merged, target: 'pull_request', pull_request }, colours);
  expect(cells[1]).toBe(colours.cyan('waits in pull request #7'));
  expect(cells.at(-1)).toBe(pull_request.url);
});
