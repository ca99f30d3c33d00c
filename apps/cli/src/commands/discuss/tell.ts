import { sayInDiscussion, waiveQuestions } from '@overmind/contracts/routes/discussions';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { readWords } from '../words.ts';
import { findDiscussion } from './find.ts';

interface AnswerOptions {
  project?: string;
  none?: boolean;
  json?: boolean;
}

const example = 'overmind discussions answer 0199a2b4 "for a thousand users"';

export function addAnswerDiscussion(discussions: Command): void {
  discussions
    .command('answer')
    .description('Answers what a discussion asks you. Where it asks nothing, what you say is answered next.')
    .argument('<discussion>', 'its id or the beginning of it')
    .argument('[words...]', 'what to say; read from a pipe without it')
    .option('-p, --project <project>', "key, name or id; else this folder's project")
    .option('--none', 'let it go on without an answer')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  $ ${example}`)
    .action(answer);
}

async function answer(named: string, words: string[], options: AnswerOptions): Promise<void> {
  if (options.none) return waive(named, words, options);
  const content = await readWords(words, example);
  const { client } = await openSession();
  const { id, waits_for } = await findDiscussion(client, named, options.project);
  const said = await client.call(sayInDiscussion, { params: { id }, body: { content } });
  if (options.json) return printJson(said);
  printLine(waits_for === 'user' ? 'That is your answer. It goes on.' : 'It is answered next.');
}

async function waive(named: string, words: string[], options: AnswerOptions): Promise<void> {
  if (words.length > 0) throw new Failure('Give an answer or --none, not both.', exitCodes.usage);
  const { client } = await openSession();
  const { id } = await findDiscussion(client, named, options.project);
  const discussion = await client.call(waiveQuestions, { params: { id } });
  if (options.json) return printJson(discussion);
  printLine('It goes on without an answer.');
}
