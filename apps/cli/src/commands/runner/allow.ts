import type { Command } from 'commander';
import { Failure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { isFolder, resolveFolder } from '../../settings/resolve-folder.ts';
import { addRoot } from '../../settings/roots-file.ts';
import { readSettings } from '../../settings/settings.ts';

/** Asks no server: whoever may write the data folder owns the runner beside it. */
export function addAllowRunner(runner: Command): void {
  runner
    .command('allow')
    .description(
      'Lets the runner of this machine work in a folder and all below it; it takes effect at once.',
    )
    .argument('<dir>', 'a repository, or the folder above several')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind runner allow ~/code')
    .action(allow);
}

async function allow(dir: string, options: { json?: boolean }): Promise<void> {
  const path = await resolveFolder(dir);
  const { dataDir } = await readSettings(process.env, process.cwd());
  if (!(await isFolder(dataDir)))
    throw new Failure(
      `Nothing was started here yet: there is no ${dataDir}. A runner elsewhere takes its folders with --root: npx overmind runner start --root ${path} …`,
    );
  const isNew = await addRoot(dataDir, path);
  if (options.json) return printJson({ path, is_new: isNew });
  printLine(isNew ? `The runner of this machine may work in ${path}.` : `It may work in ${path} already.`);
}
