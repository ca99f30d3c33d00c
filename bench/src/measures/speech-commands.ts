/*
 * What people say to the product, in its own voice and in those of flite (Debian, unpacked for the measure alone), made
 * from recordings of three people, one of them a Scot. All are synthesised, and said to be.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { spokenCommands } from '@overmind/domain/requests/spoken-commands';
import type { Ears } from '@overmind/speech/hearing/ears';
import { chooseVoice } from '@overmind/speech/speaking/choose';
import { toWav } from '@overmind/speech/wav';
import type { Figure } from '../result.ts';
import { count } from '../stats.ts';
import { readSamples, unpackDebian } from './speech-clips.ts';
import { textOf } from './speech-text.ts';
import { countWordErrors } from './speech-words.ts';

const run = promisify(execFile);
const ownVoice = join(import.meta.dirname, '../../../models/speech/hibari-heart');
const voices = ['slt', 'rms', 'awb'];

const commands = [
  'Run the tests.',
  'Run the tests and fix what fails.',
  'What is running?',
  'What is blocked?',
  'Show me the failed tasks.',
  'How is the login task?',
  'Pause the project.',
  'Resume the project.',
  'Cancel task 12.',
  'Retry the last run.',
  'Approve it.',
  'Reject it, the button is too small.',
  'Add a task to paint the fence.',
  'Make the login page faster.',
  'Fix the checkout bug, it is urgent.',
  'Write the documentation for the import command.',
  'Ask Birch to review the diff.',
  'Give it to Alder.',
  'Merge it.',
  'Undo that.',
  'Enable the agent Cedar.',
  'Disable the agent Cedar.',
  'Run the orchestrator now.',
  'Set the priority of task 7 to one.',
  'Add a search box to the projects page, then test it.',
  'Why did the last run fail?',
  'What changed today?',
  'Who wrote this line?',
  'Open the second one.',
  'Yes, go ahead.',
  'No, wait.',
  'Stop.',
];

const vocabulary = ['Alder', 'Birch', 'Cedar', ...spokenCommands];

interface Heard {
  words: number;
  errors: number;
}

/** The share of words that are heard wrongly. */
export async function measureCommands(ears: Ears): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'commands-'));
  const file = join(folder, 'spoken.wav');
  try {
    const own = await hearVoice(ears, file, speakWithOwnVoice);
    const flite = await openFlite();
    const others: Heard[] = [];
    for (const voice of voices) others.push(await hearVoice(ears, file, flite(voice)));
    return [
      toFigure('the product’s own voice', own),
      toFigure(`flite’s voices (${voices.join(', ')})`, add(others), others.map(shareOf)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Speak = (said: string, file: string) => Promise<unknown>;

async function hearVoice(ears: Ears, file: string, speak: Speak): Promise<Heard> {
  const heard: Heard[] = [];
  for (const said of commands) {
    await speak(said, file);
    heard.push(countWordErrors(said, await textOf(ears, await readSamples(file), vocabulary)));
  }
  return add(heard);
}

const speakWithOwnVoice: Speak = async (said, file) => {
  const choice = await chooseVoice(ownVoice, '');
  if (choice === null) throw new Error(`There is no voice in ${ownVoice}.`);
  await using synthesiser = await choice.open();
  let [samples, rate] = [new Float32Array(), 0];
  for await (const audio of synthesiser.speak(said)) {
    samples = Float32Array.of(...samples, ...audio.samples);
    rate = audio.rate;
  }
  await writeFile(file, toWav(samples, rate));
};

async function openFlite(): Promise<(voice: string) => Speak> {
  const libraries = join(await unpackDebian('libflite1'), 'usr/lib');
  const [machine = ''] = await readdir(libraries);
  const program = join(await unpackDebian('flite'), 'usr/bin/flite');
  const env = { ...process.env, LD_LIBRARY_PATH: join(libraries, machine) };
  return (voice) => (said, file) => run(program, ['-voice', voice, '-t', said, '-o', file], { env });
}

const add = (heard: readonly Heard[]): Heard =>
  heard.reduce((a, b) => ({ words: a.words + b.words, errors: a.errors + b.errors }), {
    words: 0,
    errors: 0,
  });

const shareOf = ({ words, errors }: Heard): string => `${((100 * errors) / Math.max(1, words)).toFixed(1)} %`;

function toFigure(voice: string, heard: Heard, each: readonly string[] = []): Figure {
  return {
    ...{ what: `speech: words of commands wrong, ${voice}`, value: shareOf(heard), goal: '≤ 3 %' },
    beside: [`${count(heard.words)} words, synthesised`, ...each].join('; '),
    data: { ...heard },
  };
}
