import type { Client } from '@overmind/client/http';
import type { ModelAttempt } from '@overmind/contracts/entities/model';
import type { LedgerCall, ListedCall } from '@overmind/contracts/entities/model-call';
import {
  getCallOfNoProject,
  getModelCall,
  listCallsOfNoProject,
  listModelCalls,
} from '@overmind/contracts/routes/model-calls';
import type { Command } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { isUuid } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, plainText, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';
import { asWords, costWords, modelWords, outcomeWords } from './call-words.ts';

export function addShowModelCall(models: Command): void {
  models
    .command('call')
    .description('One call: what was tried, why this model was taken, and why others were not.')
    .argument('<call>', 'its id or the beginning of it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--no-project', 'it belongs to no project; for administrators')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind models call 0199a2b4')
    .action(show);
}

async function show(named: string, options: { project?: string | false; json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const projectId = options.project === false ? null : (await findProject(client, options.project)).id;
  const id = await findId(client, projectId, named.toLowerCase());
  const call =
    projectId === null
      ? await client.call(getCallOfNoProject, { params: { call_id: id } })
      : await client.call(getModelCall, { params: { id: projectId, call_id: id } });
  if (options.json) return printJson(call);
  printLine(renderCall(call, coloursFor(process.stdout)));
}

const mostLooked = 10_000;

async function findId(client: Client, projectId: string | null, named: string): Promise<string> {
  if (isUuid(named)) return named;
  const recent = await listUpTo<ListedCall>(mostLooked, (query) =>
    projectId === null
      ? client.call(listCallsOfNoProject, { query })
      : client.call(listModelCalls, { params: { id: projectId }, query }),
  );
  const [first, second] = recent.filter(({ id }) => id.startsWith(named));
  if (first === undefined)
    throw new Failure(
      `No recent call begins with "${named}". See: overmind models calls`,
      exitCodes.notFound,
    );
  if (second !== undefined)
    throw new Failure(`"${named}" begins several ids. Give more of it.`, exitCodes.usage);
  return first.id;
}

function renderCall(call: LedgerCall, colours: Colours): string {
  const { id, scope, answered_by, started_at, latency_ms, cost_micros, cost_source, is_local } = call;
  const place = is_local === null ? [] : [is_local ? 'local' : 'cloud'];
  const cost = `${costWords(cost_micros)} (${cost_source})`;
  const tokens = `${call.input_tokens} tokens in, ${call.output_tokens} out`;
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', colours.bold(title), ...lines];
  return [
    colours.bold(
      `${oneLine(scope.purpose)}: ${modelWords(answered_by ?? 'no model')}, ${outcomeWords(call)}`,
    ),
    colours.dim([formatDate(started_at), `${latency_ms} ms`, cost, tokens, ...place].join('  ')),
    colours.dim(id),
    ...part('What was tried', triedLines(call)),
    ...part(`Why this model (data: ${asWords(call.privacy)}, work: ${call.complexity})`, whyLines(call)),
    ...part('Left out', leftOutLines(call)),
    ...part('Warnings', call.warnings.map(plainText)),
  ].join('\n');
}

const tableOf = (rows: readonly string[][]): string[] => (rows.length === 0 ? [] : [renderTable(rows)]);
const further = (count: number): string[] => (count === 0 ? [] : [`and ${count} more, which are not kept`]);

function triedLines({ attempts, more_attempts: more }: LedgerCall): string[] {
  const lines = tableOf(attempts.map(triedRow));
  return more === 0 ? lines : [...lines, `and ${more} more before the last of these, which are not kept`];
}

function triedRow({ ref, outcome, reason, http_status: status, latency_ms, detail }: ModelAttempt): string[] {
  const why = [
    ...(reason === null ? [] : [asWords(reason)]),
    ...(status === null || status === 200 ? [] : [`HTTP ${status}`]),
  ];
  const ended = why.length === 0 ? asWords(outcome) : `${asWords(outcome)}: ${why.join(', ')}`;
  return [modelWords(ref), ended, `${latency_ms} ms`, oneLine(detail ?? '', 200)];
}

function whyLines({ candidates, more_candidates: more }: LedgerCall): string[] {
  if (candidates.length === 0) return ['No model was allowed to do this.'];
  const rows = candidates.map(({ ref, score, reasons }) => [
    modelWords(ref),
    String(score),
    oneLine(reasons.join('; '), 300),
  ]);
  return [...tableOf(rows), ...further(more)];
}

const leftOutLines = ({ excluded, more_excluded: more }: LedgerCall): string[] => [
  ...tableOf(
    excluded.map(({ ref, reason, detail }) => [modelWords(ref), asWords(reason), oneLine(detail, 200)]),
  ),
  ...further(more),
];
