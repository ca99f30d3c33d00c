import type { ProjectCard } from '@overmind/contracts/entities/project';
import type { Runner } from '@overmind/contracts/entities/runner';
import { getSnapshot, type Snapshot } from '@overmind/contracts/routes/projects';
import { listRunners } from '@overmind/contracts/routes/runners';
import type { Command } from 'commander';
import { findProject, listAllProjects } from '../../api/find-project.ts';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine, renderTable } from '../../output/table.ts';
import { type Colours, coloursFor } from '../../terminal/colour.ts';

export function addStatus(program: Command): void {
  program
    .command('status')
    .summary('how the projects and runners are')
    .description('Projects with their live runs, queue and reviews, and the runners.')
    .option('-p, --project <project>', 'only this one: key, name or id')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind status')
    .action(status);
}

interface Line {
  project: ProjectCard;
  counts: Snapshot['task_counts'];
}

async function status(options: { project?: string; json?: boolean }): Promise<void> {
  const { client, url } = await openSession();
  const [projects, runners] = await Promise.all([
    options.project === undefined
      ? listAllProjects(client)
      : findProject(client, options.project).then((one) => [one]),
    client.call(listRunners, {}),
  ]);
  const lines = await Promise.all(
    projects.map(async (project): Promise<Line> => {
      const snapshot = await client.call(getSnapshot, { params: { id: project.id } });
      return { project, counts: snapshot.task_counts };
    }),
  );
  if (options.json) {
    return printJson({
      url,
      projects: lines.map(({ project, counts }) => ({ ...project, task_counts: counts })),
      runners: runners.items,
    });
  }
  const colours = coloursFor(process.stdout);
  printLine(renderProjects(lines, colours));
  printLine();
  printLine(renderRunners(runners.items, colours));
}

function renderProjects(lines: readonly Line[], colours: Colours): string {
  if (lines.length === 0) return 'No projects yet. Make one: npx overmind project add DIR';
  const head = ['PROJECT', '', 'RUNNING', 'QUEUED', 'REVIEW', 'BLOCKED', 'FAILED', 'DONE'].map(colours.dim);
  const count = (value: number | undefined, tone: keyof Colours): string =>
    value ? colours[tone](String(value)) : colours.dim('0');
  const rows = lines.map(({ project, counts }) => [
    colours.bold(project.key),
    oneLine(project.name, 32) + (project.settings.orchestration === 'paused' ? ' (paused)' : ''),
    count(project.live_runs, 'cyan'),
    count(counts.queued, 'bold'),
    count(counts.needs_review, 'yellow'),
    count(counts.blocked, 'yellow'),
    count(counts.failed, 'red'),
    count(counts.done, 'green'),
  ]);
  return renderTable([head, ...rows]);
}

function renderRunners(runners: readonly Runner[], colours: Colours): string {
  if (runners.length === 0) return 'No runners.';
  const head = ['RUNNER', '', 'MAY WORK IN'].map(colours.dim);
  const rows = runners.map((runner) => [
    oneLine(runner.name, 40),
    colours[runner.status === 'online' ? 'green' : 'yellow'](runner.status),
    runner.allowed_roots.join(', ') || colours.dim('nothing yet'),
  ]);
  return renderTable([head, ...rows]);
}
