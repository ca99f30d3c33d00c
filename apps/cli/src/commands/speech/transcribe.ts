import { stat } from 'node:fs/promises';
import { decode } from '@overmind/speech/decoding/decode';
import { openSpeech } from '@overmind/speech/open-speech';
import type { Speech } from '@overmind/speech/speech';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes, Failure } from '../../failure.ts';
import { printError } from '../../output/print.ts';
import { readSettings } from '../../settings/settings.ts';
import { warnOfOwnFolder } from './own-folder.ts';
import { showHeard } from './progress.ts';
import { checkOutput, openTranscript } from './transcript-file.ts';
import { type Format, transcriptFormats } from './transcript-format.ts';

interface Options {
  format: Format;
  output?: string;
  language?: string;
  names: string[];
}

export function addTranscribe(program: Command): void {
  program
    .command('transcribe <file>')
    .summary('the words of a recording, without a server')
    .description(
      'Writes down what is said in a sound file (wav, webm, mp4, ogg, mp3, flac) of any length, on this machine or by ' +
        'the service that SPEECH names.',
    )
    .addOption(
      new Option('--format <format>', 'how it is written').choices(transcriptFormats).default('text'),
    )
    .option('--output <file>', 'write it there, when it is whole')
    .option('--language <tag>', 'what is spoken, e.g. en')
    .option('--names <list>', 'names that are likely, separated by commas', readNames, [])
    .addHelpText('after', '\nExample:\n  $ overmind transcribe meeting.m4a --format srt --output meeting.srt')
    .action(transcribe);
}

function readNames(list: string): string[] {
  const names = list.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw new InvalidArgumentError('Give names separated by commas.');
}

async function transcribe(file: string, options: Options): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Failure(`There is no file ${file}.`, exitCodes.notFound);
  if (options.output !== undefined) await checkOutput(options.output, found);
  const settings = await readSettings(process.env, process.cwd());
  await warnOfOwnFolder(settings);
  const speech = await openSpeech(settings.speech, settings.dataDir);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    await write(speech, file, options, stop.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await speech.stop();
  }
}

async function write(speech: Speech, file: string, options: Options, signal: AbortSignal): Promise<void> {
  const decoded = await decode(file, { signal });
  const transcript = await openTranscript(options.output ?? null, options.format);
  const progress = showHeard(decoded.probe.claimedS);
  try {
    const asked = {
      vocabulary: options.names,
      signal,
      onProgress: progress.heard,
      ...(options.language === undefined ? {} : { language: options.language }),
    };
    const { language } = await speech.recognise(decoded.pieces, transcript.add, asked);
    progress.end();
    await transcript.end(language, decoded.summary);
    if (decoded.summary?.note) printError(decoded.summary.note);
  } catch (error) {
    progress.end();
    await transcript.discard();
    throw error;
  }
}
