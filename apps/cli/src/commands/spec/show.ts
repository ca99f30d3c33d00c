import { type Spec, type SpecPhase, SpecPhaseName } from '@overmind/contracts/entities/spec';
import { getSpecPhase } from '@overmind/contracts/routes/specs';
import { type Command, Option } from 'commander';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText, renderTable } from '../../output/table.ts';
import { findSpec } from './find.ts';

interface ShowOptions {
  project?: string;
  phase?: SpecPhaseName;
  json?: boolean;
}

export function addShowSpec(specs: Command): void {
  specs
    .command('show')
    .description('How a spec stands, or with --phase what that phase says.')
    .argument('<spec>', 'its key, e.g. SPEC-3, or its id')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .addOption(new Option('--phase <phase>', 'what this phase says').choices(SpecPhaseName.options))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind specs show SPEC-3 --phase requirements')
    .action(show);
}

async function show(named: string, options: ShowOptions): Promise<void> {
  const { client } = await openSession();
  const spec = await findSpec(client, named, options.project);
  if (options.phase === undefined) return options.json ? printJson(spec) : printLine(renderSpec(spec));
  const params = { id: spec.id, phase: options.phase };
  const phase: SpecPhase = await client.call(getSpecPhase, { params });
  if (options.json) return printJson(phase);
  printLine(
    phase.version === 0 ? 'Nothing is written here yet.' : plainText(phase.output_markdown).trimEnd(),
  );
}

export function renderSpec({ key, title, goal, status, phases, archived_at }: Spec): string {
  const lines = phases.map((phase) => [
    ...[phase.phase, phase.version === 0 ? 'empty' : phase.status],
    phase.edited_at === null ? '' : formatDate(phase.edited_at),
    phase.note === null ? '' : oneLine(phase.note, 80),
  ]);
  return [
    `${key}  ${oneLine(title, 200)}  ${status}${archived_at === null ? '' : ', in the archive'}`,
    ...plainText(goal)
      .split('\n')
      .map((line) => `  ${line}`.trimEnd()),
    '',
    renderTable(lines),
  ].join('\n');
}
