import type { RecordingItem } from '@overmind/contracts/entities/recording';
import { listRecordings } from '@overmind/contracts/routes/recordings';
import type { Command } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { findTask } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { formatClock, formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { readCount } from '../count.ts';
import { shortId } from '../discuss/render.ts';

interface ListOptions {
  project?: string;
  query?: string;
  task?: string;
  limit: number;
  json?: boolean;
}

export function addListRecordings(recordings: Command): void {
  recordings
    .command('list')
    .description('What was spoken in a project or brought as a file, the newest first.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-q, --query <words>', 'only those whose title or words hold these')
    .option('--task <key>', 'only those that a task was asked for in, or that belong to it')
    .option('-n, --limit <count>', 'at most so many', readCount, 20)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind recordings list --query "login bug"')
    .action(list);
}

async function list({ project, query: q, task, limit, json }: ListOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, project);
  const wanted = {
    ...(q === undefined ? {} : { q }),
    ...(task === undefined ? {} : { task: (await findTask(client, task)).id }),
  };
  const items = await listUpTo<RecordingItem>(limit, (page) =>
    client.call(listRecordings, { params: { id }, query: { ...wanted, ...page } }),
  );
  if (json) return printJson(items);
  if (items.length === 0) return printLine('No recording. Speak to the project: overmind listen');
  printLine(renderTable(items.map(rowOf)));
}

const rowOf = ({ id, created_at, duration_ms, status, title }: RecordingItem): string[] => [
  ...[shortId(id), formatDate(created_at), duration_ms === null ? '' : formatClock(duration_ms)],
  ...[status, oneLine(title, 80)],
];
