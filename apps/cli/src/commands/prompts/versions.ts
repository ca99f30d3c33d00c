import { listPromptVersions } from '@overmind/contracts/routes/prompts';
import type { Command } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { readCount } from '../count.ts';
import { findPrompt } from './find.ts';

interface VersionsOptions {
  limit: number;
  json?: boolean;
}

export function addListPromptVersions(prompts: Command): void {
  prompts
    .command('versions')
    .description('The versions of a prompt, the newest first.')
    .argument('<name>', 'as `prompts list` shows it')
    .option('-n, --limit <count>', 'at most so many', readCount, 20)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind prompts versions planner.requests')
    .action(versions);
}

async function versions(named: string, options: VersionsOptions): Promise<void> {
  const { client } = await openSession();
  const { id, active_version } = await findPrompt(client, named);
  const items = await listUpTo(options.limit, (query) =>
    client.call(listPromptVersions, { params: { id }, query }),
  );
  if (options.json) return printJson(items);
  printLine(
    renderTable(
      items.map(({ number, created_at, note }) => [
        ...[String(number), number === active_version ? 'active' : '', formatDate(created_at)],
        oneLine(note, 80),
      ]),
    ),
  );
}
