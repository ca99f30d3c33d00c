import type { Client } from '@overmind/client/http';
import type { Permission } from '@overmind/contracts/entities/permission';
import { decideRunPermission, listRunPermissions } from '@overmind/contracts/routes/runs';
import type { Command } from 'commander';
import { findRun } from '../../api/find-run.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';

const runArgument = "a run's id or the beginning of it, or a task's key for its latest run";

export function addRunPermissions(runs: Command): void {
  runs
    .command('permissions')
    .description('What the coding agent of a run asks leave for, and what became of it.')
    .argument('<run>', runArgument)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind runs permissions SHOP-12')
    .action(list);
}

const addDecision = (runs: Command, verb: 'allow' | 'deny', description: string): void => {
  runs
    .command(verb)
    .description(description)
    .argument('<run>', runArgument)
    .option('-r, --request <id>', 'which request, by the end of its id; the oldest that waits when absent')
    .option('-o, --option <option>', "one of the agent's own options, by its id")
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  $ overmind runs ${verb} SHOP-12`)
    .action((named: string, options: DecideOptions) => decide(named, verb, options));
};

export const addAllowRun = (runs: Command): void =>
  addDecision(runs, 'allow', 'Allows what the coding agent of a run asks for.');
export const addDenyRun = (runs: Command): void =>
  addDecision(runs, 'deny', 'Denies what the coding agent of a run asks for.');

interface DecideOptions {
  request?: string;
  option?: string;
  json?: boolean;
}

const permissionsOf = async (client: Client, runId: string): Promise<Permission[]> =>
  (await client.call(listRunPermissions, { params: { id: runId } })).items;

async function list(named: string, options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const permissions = await permissionsOf(client, (await findRun(client, named)).id);
  if (options.json) return printJson(permissions);
  if (permissions.length === 0) return printLine('It asked for nothing.');
  const colours = coloursFor(process.stdout);
  printLine(renderTable(permissions.map((each) => toRow(each, colours))));
}

const tones: Record<Permission['status'], keyof Colours> = {
  pending: 'yellow',
  allowed: 'green',
  denied: 'red',
  expired: 'dim',
  withdrawn: 'dim',
};

const toRow = ({ id, status, title, options, created_at: at }: Permission, colours: Colours): string[] => [
  id.slice(-8),
  colours[tones[status]](status),
  oneLine(title),
  oneLine(status === 'pending' ? options.map((option) => option.id).join(', ') : ''),
  colours.dim(formatDate(at)),
];

async function decide(named: string, decision: 'allow' | 'deny', options: DecideOptions): Promise<void> {
  const { client } = await openSession();
  const run = await findRun(client, named);
  const { id } = choose(await permissionsOf(client, run.id), options.request);
  const body = options.option === undefined ? { decision } : { option_id: options.option };
  const decided = await client.call(decideRunPermission, {
    params: { id: run.id, request_id: id },
    body,
  });
  if (options.json) return printJson(decided);
  printLine(`${decided.status === 'allowed' ? 'Allowed' : 'Denied'}: ${oneLine(decided.title)}`);
}

function choose(permissions: readonly Permission[], ending: string | undefined): Permission {
  const found =
    ending === undefined
      ? permissions.find((each) => each.status === 'pending')
      : permissions.find((each) => each.id.endsWith(ending.toLowerCase()));
  if (found) return found;
  const sentence =
    ending === undefined ? 'This run waits for no permission.' : `No request ends with ${ending}.`;
  throw new Failure(sentence, exitCodes.notFound);
}
