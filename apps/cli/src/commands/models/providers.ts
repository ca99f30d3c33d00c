import type { Provider } from '@overmind/contracts/entities/provider';
import { listProviders } from '@overmind/contracts/routes/providers';
import type { Command } from 'commander';
import { openSession } from '../../api/session.ts';
import { formatDate } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { modelWords } from './call-words.ts';

export function addListProviders(models: Command): void {
  models
    .command('providers')
    .summary('who answers with language models, and whether they are there')
    .description(
      'Providers of language models, whether they are turned on, and how they were when last asked.',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind models providers')
    .action(list);
}

async function list(options: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { items } = await client.call(listProviders, {});
  if (options.json) return printJson(items);
  printLine(
    renderTable([['name', 'kind', 'where', 'state', 'models', 'key', 'address'], ...items.map(toRow)]),
  );
}

function toRow(provider: Provider): string[] {
  const { name, kind, is_enabled, health, key, base_url } = provider;
  const since = health.since === null ? '' : ` since ${formatDate(health.since)}`;
  const why = health.error === null ? '' : `: ${oneLine(health.error, 80)}`;
  const keyWord = key?.problem
    ? 'cannot be used'
    : key?.is_set
      ? `from ${keySource[key.source ?? 'stored']}`
      : 'none';
  return [
    ...[modelWords(name), kind, placeOf(provider)],
    is_enabled ? `${health.status}${since}${why}` : 'off',
    String(health.models),
    key === null ? '' : keyWord,
    oneLine(base_url ?? '', 80),
  ];
}

const placeOf = ({ kind, is_local, serves_itself }: Provider): string => {
  if (!is_local) return 'cloud';
  return kind === 'ollama' || serves_itself ? 'local' : 'own network';
};

const keySource = { stored: 'settings', environment: 'environment' } as const;
