import type { Client } from '@overmind/client/http';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { getTask } from '@overmind/contracts/routes/tasks';
import type { Command } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { ProjectFeed } from '../../api/project-feed.ts';
import { openSession } from '../../api/session.ts';
import { exitCodes } from '../../failure.ts';
import { printError, printJson, printLine } from '../../output/print.ts';
import { paintStatus } from '../../output/status-colour.ts';
import { plainText } from '../../output/table.ts';
import { taskLine } from '../../output/task-line.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { Interrupt } from '../../terminal/interrupt.ts';
import { readWords } from '../words.ts';
import { type Aloud, type AloudOptions, isAloud, openAloud } from './aloud.ts';
import { askChoice, renderReply } from './choices.ts';
import { listOutcomes, type Said, sayOnce } from './said.ts';
import { hasFailed, isSettled } from './settled.ts';

interface SayOptions extends AloudOptions {
  project?: string;
  wait?: boolean;
  json?: boolean;
}

export function addSay(program: Command): void {
  program
    .command('say')
    .summary('say something to a project, as in its chat')
    .description(
      "Says something in a project's chat and prints the answer. Without text, reads it from a pipe. " +
        'At a terminal, a question of the relayer can be answered by a number or in words.',
    )
    .argument('[text...]', 'what to say')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('-w, --wait', 'wait for the runs of the tasks it makes; exit code 1 when one fails')
    .option('--aloud', 'also say the answer aloud')
    .option('--out <file>', 'say it into this WAV file instead')
    .option('--voice <id>', "which of the server's voices speaks; else the project's")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind say "run the tests and fix what fails" --wait')
    .action(say);
}

async function say(words: string[], options: SayOptions): Promise<void> {
  const content = await readWords(words, 'overmind say "run the tests"');
  const session = await openSession();
  const project = await findProject(session.client, options.project);
  const { feed, snapshot } = await ProjectFeed.open(session, project.id, {
    onRun: (run) => {
      if (options.wait && !options.json) reportRun(feed, run);
    },
  });
  using _ = feed;
  const post = (text: string): Promise<Said> => sayOnce(session.client, feed, snapshot.conversation.id, text);
  await using aloud = openAloud(session, project.id, options);
  const { said, asked, goesOn } = await converse({ post, aloud, isJson: options.json === true }, content);
  const linked = said.replies.flatMap((reply) => reply.links.tasks.map((task) => task.id));
  const ids = [...new Set(linked)];
  const isAwaited = options.wait === true && goesOn;
  if (isAwaited) {
    using interrupt = new Interrupt();
    const waiting = waitForTasks(feed, ids, () => loadTasks(session.client, ids));
    if ((await Promise.race([waiting, interrupt.asked])) === 'interrupted') return interrupt.leave();
  }
  if (isAwaited && isAloud(options)) await tellOutcomes(session.client, asked, aloud, options.json === true);
  await aloud.end();
  const tasks = await loadTasks(session.client, ids);
  if (options.json) printJson({ ...said, tasks });
  else if (isAwaited) for (const task of tasks) printLine(taskLine(task));
  if (isAwaited && tasks.some((task) => hasFailed(task, tasks))) process.exitCode = exitCodes.failed;
}

interface Conversation {
  post(text: string): Promise<Said>;
  aloud: Aloud;
  /** Nothing is printed or asked on the way. */
  isJson: boolean;
}

/** Goes on as long as the relayer asks and the person at the terminal answers; `goesOn` is false at a Ctrl-C. */
async function converse(
  { post, aloud, isJson }: Conversation,
  content: string,
): Promise<{ said: Said; asked: Message[]; goesOn: boolean }> {
  const asked: Message[] = [];
  for (let words = content; ; ) {
    const said = await post(words);
    asked.push(said.message);
    if (!isJson) for (const reply of said.replies) printLine(renderReply(reply));
    const goesOn = await aloud.say(said.replies);
    const isAsked = goesOn && !isJson;
    const question = said.replies.find((reply) => reply.requires_user_response);
    const answer = isAsked && question ? await askChoice(question.links.choices) : null;
    if (answer === null) return { said, asked, goesOn };
    words = answer;
  }
}

/** Prints and says how what was asked for went. */
async function tellOutcomes(
  client: Client,
  asked: readonly Message[],
  aloud: Aloud,
  isJson: boolean,
): Promise<void> {
  const outcomes = await listOutcomes(client, asked);
  if (!isJson) for (const outcome of outcomes) printLine(renderReply(outcome));
  await aloud.say(outcomes);
}

const loadTasks = (client: Client, ids: readonly string[]): Promise<Task[]> =>
  Promise.all(ids.map((id) => client.call(getTask, { params: { id } })));

/** Events of one change come one by one, with states in between that never stood: the end is read, not inferred. */
async function waitForTasks(
  feed: ProjectFeed,
  ids: readonly string[],
  load: () => Promise<Task[]>,
): Promise<void> {
  const areSettled = (): boolean => ids.every((id) => isSettled(id, feed.tasks));
  do {
    await feed.until(() => areSettled() || undefined);
    for (const task of await load()) feed.tasks.set(task.id, task);
  } while (!areSettled());
}

/** On standard error, so that standard output holds the answer alone. */
function reportRun(feed: ProjectFeed, run: Run): void {
  const task = feed.tasks.get(run.task_id);
  if (task === undefined || run.status === 'streaming') return;
  const reason = run.status === 'failed' && run.status_detail ? `: ${plainText(run.status_detail)}` : '';
  printError(`${task.key}  ${paintStatus(run.status, coloursFor(process.stderr))}${reason}`);
}
