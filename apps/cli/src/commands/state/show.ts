import type { StateVersion } from '@overmind/contracts/entities/state';
import { getLatestState, getStateVersion } from '@overmind/contracts/routes/state';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText } from '../../output/table.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';
import { documentOf, renderSection } from './document.ts';

interface ShowOptions {
  project?: string;
  version?: number;
  section?: string;
  yaml?: boolean;
  json?: boolean;
}

export function addShowState(state: Command): void {
  state
    .command('show')
    .description('The state document as it stands, or as one version had it.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-n, --version <number>', 'this version', readCount)
    .option('-s, --section <name>', 'one section, such as notes')
    .option('--yaml', 'print the document alone, as YAML')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind state show --section notes')
    .action(show);
}

async function show(options: ShowOptions): Promise<void> {
  if (options.yaml && options.json) throw new Failure('Give --yaml or --json, not both.', exitCodes.usage);
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const version =
    options.version === undefined
      ? await client.call(getLatestState, { params: { id } })
      : await client.call(getStateVersion, { params: { id, version: options.version } });
  if (options.json) return showJson(version, options.section);
  if (options.section !== undefined)
    return printLine(plainText(renderSection(documentOf(version), options.section)));
  if (!options.yaml) printLine(coloursFor(process.stdout).dim(`# ${describe(version)}`));
  printLine(plainText(yamlOf(version)).trimEnd());
}

function showJson(version: StateVersion, section: string | undefined): void {
  const document = documentOf(version);
  if (section === undefined) return printJson({ ...version, document });
  renderSection(document, section);
  printJson(document[section as keyof typeof document]);
}

const yamlOf = (version: StateVersion): string =>
  version.state_format === 'yaml' ? version.content : stringify(documentOf(version));

const describe = ({ version, author, created_at, reason }: StateVersion): string =>
  `version ${version}, ${formatDate(created_at)}, ${oneLine(author)}: ${oneLine(reason, 200)}`;
