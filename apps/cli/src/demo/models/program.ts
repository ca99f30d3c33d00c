#!/usr/bin/env node
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startModelServer } from '@overmind/testing/models/server';
import { replay } from '@overmind/testing/models/transcripts/replay';
import { readTranscript } from '@overmind/testing/models/transcripts/transcript';
import { portTakenExit } from './port-taken.ts';

/**
 * The demo's model: a server that replays transcripts where others have a model. `scripted-demo-model.mjs FOLDER [PORT]`
 * tells its parent over IPC where it listens, and ends with it.
 */

const [folder = '', port = '0'] = process.argv.slice(2);
/** About as fast as people read along. */
const paceMs = 20;

const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
const transcripts = await Promise.all(
  names.map(async (name) => readTranscript(await readFile(join(folder, name), 'utf8'))),
);
const server = await startModelServer(replay(transcripts, { paceMs }), {
  ...{ models: ['transcripts'], port: Number(port), keepsCalls: false },
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') process.exit(portTakenExit);
  throw error;
});
const end = (): void => void server.close().then(() => process.exit(0));
process.once('SIGTERM', end);
process.once('disconnect', end);
process.send?.({ type: 'scripted_model', url: server.openAiUrl });
