import type { Client } from '@overmind/client/http';
import { ListedCall } from '@overmind/contracts/entities/model-call';
import { listCallsOfNoProject, listModelCalls } from '@overmind/contracts/routes/model-calls';
import { listAgents } from '@overmind/contracts/routes/projects';
import { type Command, Option } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { agentNamed } from '../../api/find-agent.ts';
import { findProject } from '../../api/find-project.ts';
import { findTask } from '../../api/find-task.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { readCount } from '../count.ts';
import { shortId } from '../discuss/render.ts';
import { costWords, modelWords, outcomeWords } from './call-words.ts';
import { readDay } from './read-day.ts';

interface CallsOptions {
  /** False for calls that belong to none. */
  project?: string | false;
  provider?: string;
  model?: string;
  agent?: string;
  task?: string;
  persona?: string;
  status?: ListedCall['status'];
  from?: string;
  to?: string;
  limit: number;
  json?: boolean;
}

export function addModelCalls(models: Command): void {
  models
    .command('calls')
    .summary('each call of a language model, newest first')
    .description('Calls of language models, newest first: what each was for, who answered, what it took.')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--no-project', 'those that belong to no project; for administrators')
    .option('--provider <name>', 'only of this provider')
    .option('--model <model>', 'only of this model, as provider/model')
    .option('-a, --agent <name>', 'only for this agent of the project')
    .option('--task <key>', 'only for this task')
    .option('--persona <name>', 'only of who speaks by this name in discussions')
    .addOption(
      new Option('-s, --status <status>', 'only those that ended so').choices(
        ListedCall.shape.status.options,
      ),
    )
    .option('--from <day>', 'from this day on, in UTC', readDay)
    .option('--to <day>', 'up to and with this day, in UTC', readDay)
    .option('-n, --limit <count>', 'at most so many', readCount, 20)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind models calls --status failed --from 2026-03-01')
    .action(list);
}

async function list(options: CallsOptions): Promise<void> {
  const { client } = await openSession();
  const items = await find(client, options);
  if (options.json) return printJson(items);
  if (items.length === 0)
    return printLine('No such call. What is no longer kept still counts: overmind models usage');
  const head = ['id', 'began', 'for', 'by', 'model', 'ended', 'tokens in', 'out', 'cost', 'time'];
  printLine(renderTable([head, ...items.map(toRow)]));
}

function find(client: Client, options: CallsOptions): Promise<ListedCall[]> {
  const { project, agent, task, persona, limit } = options;
  if (project !== false) return findOfProject(client, project, options);
  if (agent !== undefined || task !== undefined || persona !== undefined)
    throw new Failure(
      'Agents, tasks and personas are of a project. Leave out --no-project.',
      exitCodes.usage,
    );
  const filter = filterOf(options);
  return listUpTo<ListedCall>(limit, (page) =>
    client.call(listCallsOfNoProject, { query: { ...filter, ...page } }),
  );
}

async function findOfProject(
  client: Client,
  project: string | undefined,
  options: CallsOptions,
): Promise<ListedCall[]> {
  const { agent, task, persona, limit } = options;
  const params = { id: (await findProject(client, project)).id };
  const agents = agent === undefined ? [] : (await client.call(listAgents, { params })).items;
  const filter = {
    ...filterOf(options),
    ...(agent === undefined ? {} : { agent: agentNamed(agents, agent).id }),
    ...(task === undefined ? {} : { task: (await findTask(client, task)).id }),
    ...(persona === undefined ? {} : { persona }),
  };
  return listUpTo<ListedCall>(limit, (page) =>
    client.call(listModelCalls, { params, query: { ...filter, ...page } }),
  );
}

/** What both lists can be kept to. */
const filterOf = ({ provider, model, status, from, to }: CallsOptions) => ({
  ...(provider === undefined ? {} : { provider }),
  ...(model === undefined ? {} : { model }),
  ...(status === undefined ? {} : { status }),
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

function toRow(call: ListedCall): string[] {
  const { id, started_at, scope, agent_name, task_key, asked, answered_by } = call;
  const by = [agent_name ?? scope.persona ?? '', task_key ?? ''].filter((part) => part !== '');
  return [
    ...[shortId(id), formatDate(started_at), oneLine(scope.purpose), oneLine(by.join(' '))],
    ...[modelWords(answered_by ?? asked ?? 'none'), outcomeWords(call)],
    ...[call.input_tokens, call.output_tokens].map(String),
    ...[costWords(call.cost_micros), `${call.latency_ms} ms`],
  ];
}
