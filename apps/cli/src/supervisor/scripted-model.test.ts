import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listenOnLoopback } from '@overmind/testing/loopback';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it, onTestFinished } from 'vitest';
import { portTakenExit } from '../demo/models/port-taken.ts';
import { programs } from '../programs.ts';
import { ScriptedModel } from './scripted-model.ts';

/** A model that is a few lines of a program; `runs` is how often it was started. */
async function startModel(lines: string) {
  const folder = await createTempFolder();
  const file = join(folder.path, 'model.mjs');
  await writeFile(file, lines);
  const heard = { settled: 0, lost: 0, said: [] as string[] };
  const model = new ScriptedModel({
    ...{ file, env: process.env },
    say: (sentence) => heard.said.push(sentence),
    onSettled: () => (heard.settled += 1),
    onLost: () => (heard.lost += 1),
  });
  onTestFinished(async () => {
    await model.stop(1_000);
    await folder[Symbol.asyncDispose]();
  });
  model.start();
  return { model, heard };
}
const answers = (then: string) =>
  `process.send({ type: 'scripted_model', url: 'http://127.0.0.1:4100/v1' }, () => { ${then} });`;

it('says each restart of one that keeps ending, and leaves it out in the end', async () => {
  const { model, heard } = await startModel(answers('process.exit(7)'));
  await waitFor(() => heard.lost > 0, { what: 'its loss' });
  expect(model.url).toBeNull();
  expect(heard).toMatchObject({ settled: 1, lost: 1 });
  const restart = 'The scripted model of the demo ended (exit code 7). Starting it again.';
  expect(heard.said.slice(0, -1)).toEqual(Array.from({ length: 5 }, () => restart));
  expect(heard.said.at(-1)).toContain('ended 6 times in a row and is left out');
});

it('leaves one out at once whose port another program has by now', async () => {
  const again = `if (process.argv[3] === '4100') process.exit(${portTakenExit});`;
  const { model, heard } = await startModel(`${again}\n${answers('process.exit(0)')}`);
  await waitFor(() => heard.lost > 0, { what: 'its loss' });
  expect(model.url).toBeNull();
  expect(heard.said).toHaveLength(2);
  expect(heard.said.at(-1)).toContain('cannot have its port back and is left out');
});

it('lets the rest start without one that never answers', async () => {
  const { model, heard } = await startModel('process.exit(1);');
  await waitFor(() => heard.settled > 0, { what: 'its end' });
  expect(model.url).toBeNull();
  expect(heard).toMatchObject({ settled: 1, lost: 0 });
  expect(heard.said).toEqual([expect.stringContaining('ended before it was ready (exit code 1)')]);
});

it('is told by the program that its port is taken, without a trace', async () => {
  const other = await listenOnLoopback(createServer());
  onTestFinished(() => other.close());
  const program = fileURLToPath(new URL('../demo/models/program.ts', import.meta.url));
  const args = ['--import', 'tsx', program, programs.demoTranscripts, new URL(other.url).port];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  expect((await once(child, 'close'))[0]).toBe(portTakenExit);
  expect(errors).toBe('');
});
