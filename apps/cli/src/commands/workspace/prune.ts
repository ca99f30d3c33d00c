import { pruneWorkspaces } from '@overmind/contracts/routes/runners';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { formatBytes } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { findRunners } from './runners.ts';

export function addPruneWorkspaces(workspace: Command): void {
  workspace
    .command('prune')
    .description('Removes workspaces that no run works in. Branches with results stay.')
    .option('-r, --runner <runner>', 'name or id; else every runner that is online')
    .option('--caches', 'remove the caches of set-up commands as well')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind workspace prune --caches')
    .action(prune);
}

async function prune(options: { runner?: string; caches?: boolean; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const runners = await findRunners(client, options.runner);
  const body = { run_ids: null, with_caches: options.caches ?? false };
  const results = await Promise.all(
    runners.map(async ({ id, name }) => ({
      runner: name,
      ...(await client.call(pruneWorkspaces, { params: { id }, body })),
    })),
  );
  if (options.json) return printJson(results);
  for (const { runner, removed, freed_bytes } of results) {
    const noun = removed === 1 ? 'workspace' : 'workspaces';
    printLine(`${runner}: ${removed} ${noun} removed, ${formatBytes(freed_bytes)} freed.`);
  }
}
