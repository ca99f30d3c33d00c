import type { CheckedArchive } from './check.ts';
import type { Settling } from './settle.ts';

const several = (count: number, one: string, many: string): string =>
  count === 1 ? one : `${count} ${many}`;

/** What whoever imported has to know, or to do next. */
export function warningsOf(from: CheckedArchive, by: Settling): string[] {
  const { noted, knownUsers } = by;
  const strangers = [...from.userIds].filter((id) => !knownUsers.has(id)).length;
  const warnings = [
    'The project is paused, its agents are disabled, and it has no repository here: look at the commands of the agents before you enable them.',
  ];
  if (by.key !== from.project.key)
    warnings.push(
      `Task keys begin with ${by.key} here, since ${from.project.key} is taken; texts still say ${from.project.key}.`,
    );
  if (from.project.settings.state_mirror !== null)
    warnings.push('Writing the state document to the repository was switched off.');
  if (noted.runs > 0)
    warnings.push(
      `${several(noted.runs, 'A run was', 'runs were')} live when the project was exported: ended as lost, the tasks are queued.`,
    );
  if (noted.requests > 0)
    warnings.push(
      `${several(noted.requests, 'A request', 'requests')} that nobody had dealt with came in as rejected; say it again.`,
    );
  if (strangers > 0)
    warnings.push(
      `${several(strangers, 'A person', 'people')} of the archive are not users here; their part is kept without a name.`,
    );
  return warnings;
}
