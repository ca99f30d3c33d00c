import { type Command, InvalidArgumentError } from 'commander';
import { findProject } from '../../api/find-project.ts';
import { ProjectFeed } from '../../api/project-feed.ts';
import { openSession } from '../../api/session.ts';
import { dialVoice } from '../../api/voice-wire.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printError, printLine } from '../../output/print.ts';
import { EnterKey } from '../../terminal/enter-key.ts';
import { Interrupt } from '../../terminal/interrupt.ts';
import { jsonScreen, type ListenScreen, liveScreen, plainScreen } from '../../voice/hearing/listen-screen.ts';
import { type AloudOptions, openAloud } from './aloud.ts';
import { serviceThatHears } from './heard-by.ts';
import { Listening } from './listening.ts';
import { Meanwhile } from './meanwhile.ts';
import { microphoneTurns, soundTurn, type Turns } from './turns.ts';

interface ListenOptions extends AloudOptions {
  project?: string;
  file?: string;
  rate: number;
  device?: string;
  language?: string;
  handsFree?: boolean;
  json?: boolean;
}

const description = `Listens to the microphone until you pause (or press Enter), says it in a project's chat and prints the answer. A
question of the relayer is answered by speaking on; hands-free, what comes of it is told too. Records with the first of pw-record, parec, arecord, rec, sox and
ffmpeg that gives sound. Ctrl-C takes back what is being said.`;

export function addListen(program: Command): void {
  program
    .command('listen')
    .summary('speak to a project')
    .description(description.replaceAll('\n', ' '))
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option(
      '--hands-free',
      'listen on after each answer, until Ctrl-C; nothing is sent before somebody speaks',
    )
    .option(
      '--file <file>',
      'a sound file in place of the microphone; - for a WAV or bare 16-bit samples from a pipe',
    )
    .option('--rate <hz>', 'of bare samples from a pipe', readRate, 16_000)
    .option('--device <name>', 'which microphone, as the recorder knows it')
    .option('--language <tag>', "what is spoken, e.g. en; else the project's")
    .option('--aloud', 'also say the answer aloud')
    .option('--out <file>', 'say it into this WAV file instead')
    .option('--voice <id>', "which of the server's voices speaks; else the project's")
    .option('--json', 'print a JSON object for each thing that happens')
    .addHelpText('after', '\nExamples:\n  $ overmind listen --aloud\n  $ overmind listen --file order.m4a')
    .action(listen);
}

function readRate(text: string): number {
  const rate = Number(text);
  if (/^\d{4,5}$/.test(text) && rate >= 8_000 && rate <= 96_000) return rate;
  throw new InvalidArgumentError('Give samples a second, from 8000 to 96000.');
}

async function listen(options: ListenOptions): Promise<void> {
  if (options.handsFree && options.file !== undefined)
    throw new Failure('A file is said once: leave out --hands-free or --file.', exitCodes.usage);
  const session = await openSession();
  const project = await findProject(session.client, options.project);
  const { feed, snapshot } = await ProjectFeed.open(session, project.id);
  using _ = feed;
  using interrupt = new Interrupt();
  const screen = screenOf(options);
  const service = await serviceThatHears(session.client, project.id);
  if (service !== null) printError(service);
  await using aloud = openAloud(session, project.id, options);
  const listening = new Listening({
    ...{ client: session.client, feed, screen, interrupt, isJson: options.json === true },
    dial: dialVoice(session, { projectId: project.id, conversationId: snapshot.conversation.id }),
    ...{ language: options.language ?? null, aloud },
    meanwhile: new Meanwhile(feed, snapshot.conversation.id),
  });
  try {
    await using turns = await turnsOf(options, screen, interrupt.signal);
    await listening.run(turns);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
  } finally {
    screen.clear();
  }
  if (interrupt.signal.aborted) interrupt.leave();
}

/** On standard error, so that standard output holds what was said and answered alone; JSON is all on standard output. */
function screenOf({ json }: ListenOptions): ListenScreen {
  if (json) return jsonScreen((value) => printLine(JSON.stringify(value)));
  return process.stderr.isTTY ? liveScreen(process.stderr) : plainScreen(printError);
}

function turnsOf(options: ListenOptions, screen: ListenScreen, signal: AbortSignal): Promise<Turns> | Turns {
  const { file, rate, device = null, handsFree = false } = options;
  if (file !== undefined) return soundTurn(file, rate, signal);
  const enter = new EnterKey();
  return microphoneTurns({ device, isHandsFree: handsFree, screen, enter, signal });
}
