import { openTestSpeech } from './open.ts';

/** Listens to a voice, says the number of its process with the engines, and waits to be killed. */
const speech = openTestSpeech();
await speech.open({}, () => {});
process.stdout.write(`${await speech.pid()}\n`);
setInterval(() => {}, 60_000);
