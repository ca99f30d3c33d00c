import { listPersonas } from '@overmind/contracts/routes/personas';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { stateWords } from './state-words.ts';

export function addListPersonas(personas: Command): void {
  personas
    .command('list')
    .description('Who can take part in discussions of a project.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind personas list')
    .action(list);
}

async function list(options: { project?: string; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const { items } = await client.call(listPersonas, { params: { id } });
  if (options.json) return printJson(items);
  printLine(
    renderTable(
      items.map((each) => [
        ...[
          each.persona.key,
          stateWords(each),
          oneLine(each.persona.name, 40),
          oneLine(each.persona.role, 80),
        ],
      ]),
    ),
  );
}
