import type { Client } from '@overmind/client/http';
import type { SearchResult } from '@overmind/contracts/entities/search';
import { searchProject } from '@overmind/contracts/routes/search';
import type { Command } from 'commander';
import { listUpTo } from '../../api/all-pages.ts';
import { findProject } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { coloursFor } from '../../terminal/colour.ts';
import { readCount } from '../count.ts';
import { type SearchFilters, withFilters } from './filters.ts';
import { renderFound } from './found.ts';
import { findWho } from './who.ts';

interface SearchOptions extends SearchFilters {
  project?: string;
  limit: number;
  json?: boolean;
}

export function addSearch(program: Command): void {
  const command = program
    .command('search')
    .description('What was said, asked for, done, heard and specified in a project, newest first.')
    .argument('<words...>', 'all of them have to be there; quote a phrase twice')
    .option('-p, --project <project>', "key, name or id; else this folder's project");
  withFilters(command)
    .option('-l, --limit <count>', 'at most so many', readCount, 20)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      [
        '\nExamples:',
        '  $ overmind search login bug',
        `  $ overmind search '"login bug"' --kind task session`,
        '  $ overmind search login --agent qa --status failed --from 2026-03-01',
        '  $ overmind search sessions --agent technical_architect',
      ].join('\n'),
    )
    .action(search);
}

/** The server refuses more. */
const mostAtOnce = 100;

async function search(words: string[], options: SearchOptions): Promise<void> {
  const { client } = await openSession();
  const { id } = await findProject(client, options.project);
  const query = { q: words.join(' '), ...(await filtersOf(client, id, options)) };
  // One more, to tell whether there is any.
  const found = await listUpTo<SearchResult>(options.limit + 1, (page) =>
    client.call(searchProject, {
      params: { id },
      query: { ...query, ...page, limit: Math.min(page.limit, mostAtOnce) },
    }),
  );
  const items = found.slice(0, options.limit);
  if (options.json) return printJson(items);
  if (items.length === 0) return printLine('Nothing was found.');
  printLine(renderFound(items, coloursFor(process.stdout)));
  if (found.length > items.length) printLine(`\nThere is more; only the newest ${items.length} are shown.`);
}

async function filtersOf(client: Client, id: string, { kind, agent, status, from, to }: SearchFilters) {
  return {
    ...(kind === undefined ? {} : { kind: kind.join(',') }),
    ...(agent === undefined ? {} : { agent: await findWho(client, id, agent) }),
    ...(status === undefined ? {} : { status }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
