import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchManifest } from '@overmind/speech/models/fetch-manifest';
import { type Model, parseManifest } from '@overmind/speech/models/manifest';
import { type PullProgress, pullModel } from '@overmind/speech/models/pull';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../../failure.ts';
import { formatBytes } from '../../output/format.ts';
import { printLine } from '../../output/print.ts';
import { readSettings } from '../../settings/settings.ts';
import { isLanguageModel, pullLanguageModel } from '../models/pull.ts';
import { knownModels } from './models.ts';

export function addPullModel(models: Command): void {
  models
    .command('pull <name>')
    .summary('fetch a speech model, or have Ollama fetch a language model')
    .description(
      'A name such as ollama/qwen3:8b is a language model, which that Ollama of the server fetches. Any other: fetches a speech model into the data folder and uses it from then on. What broke off goes on where it ended; ' +
        'every file has to be the one that the manifest pins by its SHA-256.',
    )
    .option('--manifest <file>', 'a manifest of your own: a file, or its https address')
    .option('--json', 'print JSON, for a language model')
    .addHelpText(
      'after',
      [
        '\nExamples:',
        '  $ overmind models pull my-model --manifest ./manifest.json',
        '  $ overmind models pull ollama/qwen3:8b',
      ].join('\n'),
    )
    .action((name: string, options: { manifest?: string; json?: boolean }) =>
      isLanguageModel(name) ? pullLanguageModel(name, options) : pull(name, options),
    );
}

async function pull(name: string, options: { manifest?: string }): Promise<void> {
  const { dataDir } = await readSettings(process.env, process.cwd());
  const model = await findModel(name, options.manifest);
  const folder = join(dataDir, 'models');
  const stop = new AbortController();
  const interrupt = (): void => stop.abort(new Failure('Stopped. Pull again: it goes on from there.'));
  process.once('SIGINT', interrupt);
  try {
    await pullModel(model, { folder, signal: stop.signal, onProgress: showProgress });
  } finally {
    process.off('SIGINT', interrupt);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
  printLine(`${model.title} is in ${join(folder, model.name)}. Licence: ${model.licence}`);
}

async function findModel(name: string, manifest: string | undefined): Promise<Model> {
  const models =
    manifest === undefined ? (await knownModels()).map(({ model }) => model) : await modelsOf(manifest);
  const model = models.find((candidate) => candidate.name === name);
  if (model) return model;
  const names = models.map((candidate) => candidate.name).join(', ') || 'none';
  throw new Failure(`There is no model ${name}. Known: ${names}.`, exitCodes.notFound);
}

async function modelsOf(manifest: string): Promise<Model[]> {
  const isRemote = /^https?:\/\//.test(manifest);
  const text = isRemote ? await fetchManifest(new URL(manifest)) : await readFile(manifest, 'utf8');
  return parseManifest(text, manifest).models;
}

let shownAt = 0;

function showProgress({ file, bytes, totalBytes }: PullProgress): void {
  const now = performance.now();
  if (!process.stderr.isTTY || now - shownAt < 200) return;
  shownAt = now;
  process.stderr.write(`\r\u001b[K${formatBytes(bytes)} of ${formatBytes(totalBytes)}  ${file}`);
}
