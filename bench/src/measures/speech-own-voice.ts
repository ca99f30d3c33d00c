import { join } from 'node:path';
import { speechRate } from '@overmind/speech/pcm';
import { Resampler } from '@overmind/speech/resample';
import { chooseVoice } from '@overmind/speech/speaking/choose';
import type { OpenSynthesiser } from '@overmind/speech/speaking/sentence-voice';

export const ownVoice = join(import.meta.dirname, '../../../models/speech/hibari-heart');

/** What people say to the product. */
export const commands = [
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

/** What people dictate: three to ten seconds each. */
export const dictations = [
  'Look into why the nightly build takes twice as long as it did last week, and write down what you find.',
  'The search page shows an old result for a moment before the new one comes. Please find out why.',
  'Add a button to the settings that sends the person a copy of everything we keep about them.',
  'When two people edit the same task, the second one should see what the first one changed.',
  'Rename the field in the database, keep the old one for a month, and tell the mobile team about it.',
  'Write a test that fails today, then make the smallest change that lets it pass.',
  'I would like the report to be sorted by the date of the last change, with the newest at the top.',
  'Move the shared styles into one file, and remove those that nothing uses any more.',
  'Before you merge the branch, run the slow tests once more and wait for the result.',
  'The form forgets what I typed when the connection is lost. It should keep it and try again.',
  'Compare the two libraries, and recommend the one that is smaller and still maintained.',
  'Draw a plan for the next release, with the risky parts first and the documents last.',
];

/** The product's own voice. Whoever opens it disposes of it. */
export async function openOwnVoice(): Promise<OpenSynthesiser> {
  const choice = await chooseVoice(ownVoice, '');
  if (choice === null) throw new Error(`There is no voice in ${ownVoice}.`);
  return choice.open();
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** At the rate of recognition. */
export function atSpeechRate(samples: Float32Array, rate: number): Float32Array {
  const resampler = new Resampler(rate, speechRate);
  return joined([resampler.push(samples), resampler.end()]);
}

/** What the voice makes of a text, at the rate of recognition; at `rate` 1 at its own pace. */
export async function spoken(voice: OpenSynthesiser, text: string, rate = 1): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for await (const audio of voice.speak(text, { rate })) parts.push(atSpeechRate(audio.samples, audio.rate));
  return joined(parts);
}
