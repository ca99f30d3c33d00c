import type { Command } from 'commander';
import { Failure } from '../../failure.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { isFolder, resolveFolder } from '../../settings/resolve-folder.ts';
import { addRoot, rootsFileIn } from '../../settings/roots-file.ts';
import { readSettings } from '../../settings/settings.ts';

/** Asks no server: whoever may write the data folder owns the runner beside it. */
export function addAllowRunner(runner: Command): void {
  runner
    .command('allow')
    .description(
      'Lets the runner that is started with the server work in a folder and all below it; it takes effect at once.',
    )
    .argument('<dir>', 'a repository, or the folder above several')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind runner allow ~/code')
    .action(allow);
}

async function allow(dir: string, options: { json?: boolean }): Promise<void> {
  const path = await resolveFolder(dir);
  const { dataDir, hasLocalRunner } = await readSettings(process.env, process.cwd());
  if (!(await isFolder(dataDir)))
    throw new Failure(`Nothing was started here yet: there is no ${dataDir}. ${byHand('elsewhere', path)}`);
  const isNew = await addRoot(dataDir, path);
  if (!hasLocalRunner) {
    const where = `${path} ${isNew ? 'was written into' : 'stands already in'} ${rootsFileIn(dataDir)}`;
    printError(
      `${where}, but the settings start no runner here (RUNNER=none), and no other reads that file. ${byHand('started by hand', path)}`,
    );
  }
  if (options.json) return printJson({ path, is_new: isNew });
  if (!hasLocalRunner) return;
  printLine(isNew ? `The runner of this machine may work in ${path}.` : `It may work in ${path} already.`);
}

const byHand = (which: string, path: string): string =>
  `A runner ${which} takes its folders with --root: npx overmind runner start --root ${path} …`;
