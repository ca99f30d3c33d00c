import { text as readAll } from 'node:stream/consumers';
import type { Client } from '@overmind/client/http';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Run } from '@overmind/contracts/entities/run';
import { postMessage } from '@overmind/contracts/routes/talk';
import { getTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { ProjectFeed } from '../../api/project-feed.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { paintStatus } from '../../output/status-colour.ts';
import { plainText } from '../../output/table.ts';
import { taskLine } from '../../output/task-line.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { hasFailed, isSettled } from './settled.ts';

interface SayOptions {
  project?: string;
  wait?: boolean;
  json?: boolean;
}

const replyLimit = { ms: 30_000, sentence: 'No answer came within 30 seconds. Is a worker running?' };

export function addSay(program: Command): void {
  program
    .command('say')
    .summary('say something to a project, as in its chat')
    .description(
      "Says something in a project's chat and prints the answer. Without text, reads it from a pipe.",
    )
    .argument('[text...]', 'what to say')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-w, --wait', 'wait for the runs of the tasks it makes; exit code 1 when one fails')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind say "run the tests and fix what fails" --wait')
    .action(say);
}

async function say(words: string[], options: SayOptions): Promise<void> {
  const content = await readContent(words);
  const session = await openSession();
  const project = await findProject(session.client, options.project);
  const { feed, snapshot } = await ProjectFeed.open(session, project.id, {
    onRun: (run) => {
      if (options.wait && !options.json) reportRun(feed, run);
    },
  });
  using _ = feed;
  const message = await session.client.call(postMessage, {
    params: { id: snapshot.conversation.id },
    body: { content },
  });
  const reply = await feed.until(() => findReply(feed, message), replyLimit);
  if (!options.json) printLine(plainText(reply.content));
  const ids = reply.links.tasks.map((task) => task.id);
  if (options.wait) await waitForTasks(session.client, feed, ids);
  const tasks = ids.map((id) => feed.tasks.get(id)).filter((task) => task !== undefined);
  if (options.json) printJson({ message, reply, tasks });
  else if (options.wait) for (const task of tasks) printLine(taskLine(task));
  if (options.wait && tasks.some(hasFailed)) process.exitCode = exitCodes.failed;
}

/** Events of one change come one by one, with states in between that never stood: the end is read, not inferred. */
async function waitForTasks(client: Client, feed: ProjectFeed, ids: readonly string[]): Promise<void> {
  const areSettled = (): boolean => ids.every((id) => isSettled(id, feed.tasks));
  do {
    await feed.until(() => areSettled() || undefined);
    const tasks = await Promise.all(ids.map((id) => client.call(getTask, { params: { id } })));
    for (const task of tasks) feed.tasks.set(task.id, task);
  } while (!areSettled());
}

async function readContent(words: string[]): Promise<string> {
  const content =
    words.length > 0 ? words.join(' ') : process.stdin.isTTY ? '' : await readAll(process.stdin);
  if (content.trim() === '')
    throw new Failure('Say something: overmind say "run the tests"', exitCodes.usage);
  return content.trim();
}

const findReply = (feed: ProjectFeed, message: Message): Message | undefined =>
  [...feed.messages.values()].find(
    ({ role, parent_message_id }) => role === 'relayer' && parent_message_id === message.id,
  );

/** On standard error, so that standard output holds the answer alone. */
function reportRun(feed: ProjectFeed, run: Run): void {
  const task = feed.tasks.get(run.task_id);
  if (task === undefined || run.status === 'streaming') return;
  const reason = run.status === 'failed' && run.status_detail ? `: ${plainText(run.status_detail)}` : '';
  printError(`${task.key}  ${paintStatus(run.status, coloursFor(process.stderr))}${reason}`);
}
