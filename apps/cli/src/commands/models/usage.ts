import type { Client } from '@overmind/client/http';
import {
  noProject,
  type UsageGroup,
  type UsageRow,
  type UsageTotal,
  usageGroups,
} from '@overmind/contracts/entities/model-call';
import { getModelUsage } from '@overmind/contracts/routes/model-calls';
import { type Command, Option } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { modelWords } from './call-words.ts';
import { spent } from './money.ts';
import { readDay } from './read-day.ts';

interface UsageOptions {
  by: UsageGroup;
  /** False for what belongs to none. */
  project?: string | false;
  from?: string;
  to?: string;
  json?: boolean;
}

export function addModelUsage(models: Command): void {
  models
    .command('usage')
    .summary('what language models were used for, and what they cost')
    .description('Calls, tokens and cost of language models in the last 30 days, days in UTC.')
    .addOption(new Option('-b, --by <group>', 'one line for each').choices([...usageGroups]).default('day'))
    .option('-p, --project <project>', 'only this one: key, name or id')
    .option('--no-project', 'only what belongs to no project; for administrators')
    .option('--from <day>', 'from this day on', readDay)
    .option('--to <day>', 'up to and with this day', readDay)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind models usage --by model --from 2026-03-01')
    .action(show);
}

async function show({ by, project, from, to, json }: UsageOptions): Promise<void> {
  const { client } = await openSession();
  const id = project === undefined ? undefined : await idOf(client, project);
  const usage = await client.call(getModelUsage, {
    query: {
      group_by: by,
      ...(id === undefined ? {} : { project: id }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    },
  });
  if (json) return printJson(usage);
  if (usage.total.calls === 0) return printLine(`No call of a model from ${usage.from} to ${usage.to}.`);
  const rows = [...usage.items.map(toRow(by)), ['in all', ...sumsOf(usage.total)]];
  printLine(
    renderTable([[by, 'calls', 'failed', 'cached', 'tokens in', 'out', 'cost', 'saved', 'local'], ...rows]),
  );
}

const idOf = async (client: Client, project: string | false): Promise<string> =>
  project === false ? noProject : (await findProject(client, project)).id;

const toRow =
  (by: UsageGroup) =>
  (row: UsageRow): string[] => {
    const name = row.label ?? row.group ?? 'none';
    return [by === 'model' || by === 'provider' ? modelWords(name) : oneLine(name), ...sumsOf(row)];
  };

function sumsOf(row: UsageTotal): string[] {
  // Calls that asked no model went nowhere.
  const asked = row.local_calls + row.cloud_calls;
  const local = asked === 0 ? '–' : `${Math.round((row.local_calls / asked) * 100)} %`;
  return [
    ...[row.calls, row.failures, row.cache_hits, row.input_tokens, row.output_tokens].map(String),
    ...[spent(row.cost_micros), spent(row.saved_micros), local],
  ];
}
