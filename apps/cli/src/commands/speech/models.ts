import { verifyModel } from '@overmind/speech/models/check';
import { chooseModels, type KnownModel, listModels, modelPlaces } from '@overmind/speech/models/places';
import type { Command } from 'commander';
import { exitCodes, Failure, toFailure } from '../../failure.ts';
import { formatBytes } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { renderTable } from '../../output/table.ts';
import { readSettings } from '../../settings/settings.ts';
import { listLanguageModels } from '../models/list.ts';
import { warnOfOwnFolder } from './own-folder.ts';

interface Described {
  name: string;
  kind: string;
  state: KnownModel['state']['state'];
  is_used: boolean;
  size_bytes: number;
  languages: string[];
  licence: string;
  source: string;
  folder: string;
}

export async function knownModels(): Promise<KnownModel[]> {
  const settings = await readSettings(process.env, process.cwd());
  await warnOfOwnFolder(settings);
  const known = await listModels(modelPlaces(settings.dataDir, settings.speech));
  const here = new Set(known.filter(({ state }) => state.state !== 'offered').map(({ model }) => model.name));
  return known.filter(({ model, state }) => state.state !== 'offered' || !here.has(model.name));
}

const stateWords: Record<KnownModel['state']['state'], string> = {
  ...{ present: 'present', missing: 'missing', damaged: 'damaged' },
  offered: 'can be pulled',
};

const sizeOf = ({ model }: KnownModel): number => model.files.reduce((sum, file) => sum + file.size_bytes, 0);

export function addListModels(models: Command): void {
  models
    .command('list')
    .summary('the models that hear and speak, and the language models of the server')
    .description(
      'Lists the speech models that are here or can be pulled, and the language models that the server can call. ' +
        'With --json the speech models alone, or with --language the others.',
    )
    .option('--language', 'only the language models that the server can call')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ overmind models list\n  $ overmind models list --language')
    .action(list);
}

interface ListOptions {
  json?: boolean;
  language?: boolean;
}

async function list({ language, ...options }: ListOptions): Promise<void> {
  if (language) return listLanguageModels(options);
  const described = await describeSpeech();
  if (options.json) return printJson(described);
  printLine(`Speech models\n\n${tableOf(described)}\n\nLanguage models\n`);
  // Those of this computer are worth something without a server.
  await listLanguageModels({}).catch((error: unknown) => printLine(toFailure(error).message));
}

async function describeSpeech(): Promise<Described[]> {
  const known = await knownModels();
  const used = Object.values(chooseModels(known));
  return known.map((entry): Described => {
    const { name, kind, languages, licence, source } = entry.model;
    const is_used = used.includes(entry);
    const size_bytes = sizeOf(entry);
    return {
      name,
      kind,
      state: entry.state.state,
      is_used,
      size_bytes,
      languages,
      licence,
      source,
      folder: entry.folder,
    };
  });
}

function tableOf(described: readonly Described[]): string {
  const rows = described.map((model) => [
    model.name,
    model.kind,
    model.is_used ? 'used' : stateWords[model.state],
    formatBytes(model.size_bytes),
    model.languages.join(', ') || 'any',
    model.folder,
  ]);
  return renderTable([['name', 'for', 'state', 'size', 'languages', 'folder'], ...rows]);
}

export function addVerifyModels(models: Command): void {
  models
    .command('verify')
    .argument('[names...]', 'only these')
    .summary('whether the files of the models are the ones that they should be')
    .description('Reads every byte of the speech models. Exit code 1 when a file is missing or damaged.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind models verify')
    .action(verify);
}

async function verify(names: string[], options: { json?: boolean }): Promise<void> {
  const known = await knownModels();
  const unknown = names.find((name) => !known.some(({ model }) => model.name === name));
  if (unknown !== undefined) throw new Failure(`There is no model ${unknown}.`, exitCodes.notFound);
  const isAsked = ({ model, state }: KnownModel): boolean =>
    names.length === 0 ? state.state !== 'offered' : names.includes(model.name);
  const asked = known.filter(isAsked);
  const checked = await Promise.all(
    asked.map(async ({ model, folder }) => ({
      name: model.name,
      folder,
      ...(await verifyModel(folder, model)),
    })),
  );
  if (options.json) printJson(checked);
  else printLine(checked.map(describe).join('\n'));
  if (checked.some(({ state }) => state !== 'present')) process.exitCode = exitCodes.failed;
}

type Checked = { name: string; folder: string } & Awaited<ReturnType<typeof verifyModel>>;

function describe(checked: Checked): string {
  const line = `${checked.state.padEnd(7)}  ${checked.name}`;
  if (checked.state === 'present') return line;
  const what = checked.state === 'damaged' ? `${checked.file}: ${checked.detail}` : checked.file;
  return `${line}: ${what} in ${checked.folder}`;
}
