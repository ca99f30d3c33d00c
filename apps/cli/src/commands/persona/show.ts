import { getPersona } from '@overmind/contracts/routes/personas';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText } from '../../output/table.ts';
import { stateWords } from './state-words.ts';

export function addShowPersona(personas: Command): void {
  personas
    .command('show')
    .description('One persona. What --json prints can be edited and given to `personas edit`.')
    .argument('<key>', 'as `personas list` shows it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind personas show quality_assurance --json > qa.json')
    .action(show);
}

async function show(key: string, options: { project?: string; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const found = await client.call(getPersona, { params: { id, key } });
  if (options.json) return printJson(found);
  const { persona, version } = found;
  const lines: [string, string | readonly string[]][] = [
    ['Traits', persona.traits],
    ['Votes by', persona.decision_criteria],
    ['Field', persona.topics],
    ['Style', persona.style],
    ['Format', persona.format],
  ];
  printLine(`${oneLine(persona.name)}  ${persona.key}  ${stateWords(found)}, version ${version}`);
  printLine(oneLine(persona.role, 200));
  printLine(`\n${plainText(persona.system_prompt)}\n`);
  for (const [name, value] of lines) {
    const words = typeof value === 'string' ? value : value.join(', ');
    if (words !== '') printLine(`${name}: ${oneLine(words, 500)}`);
  }
  printLine(`Weight: ${persona.weight}`);
}
