import { type SearchKind, SearchStatus, searchKinds } from '@overmind/contracts/entities/search';
import { type Command, InvalidArgumentError, Option } from 'commander';

export interface SearchFilters {
  kind?: SearchKind[];
  agent?: string;
  status?: string;
  from?: string;
  to?: string;
}

const statuses: readonly string[] = SearchStatus.options;

function readStatuses(text: string): string {
  const wrong = text.split(',').find((each) => !statuses.includes(each));
  if (wrong === undefined) return text;
  throw new InvalidArgumentError(`"${wrong}" is none of ${statuses.join(', ')}.`);
}

const dayForm = /^\d{4}-\d\d-\d\d$/;

/** The beginning of a day where this program runs, or a moment; as ISO 8601. */
export function readMoment(text: string): string {
  // A day alone would be one of UTC.
  const moment = new Date(dayForm.test(text) ? `${text}T00:00` : text);
  if (/^\d{4}-/.test(text) && !Number.isNaN(moment.getTime())) return moment.toISOString();
  throw new InvalidArgumentError('Give a day as 2026-03-01, or a moment as 2026-03-01T14:30.');
}

export const withFilters = (command: Command): Command =>
  command
    .addOption(new Option('-k, --kind <kind...>', 'only these').choices([...searchKinds]))
    .option(
      '-a, --agent <name>',
      'only what this agent did or is to do, or what this persona said in discussions',
    )
    .option('-s, --status <status>', 'only what has one of these, comma-separated', readStatuses)
    .option('--from <time>', 'only from this day or moment on', readMoment)
    .option('--to <time>', 'only before this day or moment', readMoment);
