import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Client } from '@overmind/client/http';
import type { ProjectCard } from '@overmind/contracts/entities/project';
import { listProjects } from '@overmind/contracts/routes/projects';
import { exitCodes, Failure } from '../failure.ts';

export async function listAllProjects(client: Client): Promise<ProjectCard[]> {
  const projects: ProjectCard[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call(listProjects, { query: { limit: 500, ...(cursor ? { cursor } : {}) } });
    projects.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return projects;
}

const nameAll = (projects: readonly ProjectCard[]): string =>
  projects.map(({ key, name }) => `${key} (${name})`).join(', ');

function matchNamed(projects: readonly ProjectCard[], named: string): ProjectCard {
  const wanted = named.toLowerCase();
  const found =
    projects.find(({ id, key }) => id === wanted || key.toLowerCase() === wanted) ??
    onlyOne(projects.filter(({ name }) => name.toLowerCase() === wanted));
  if (found) return found;
  const hint = projects.length === 0 ? 'There are none yet.' : `There are: ${nameAll(projects)}.`;
  throw new Failure(`There is no project "${named}". ${hint}`, exitCodes.notFound);
}

const onlyOne = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

const holds = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** The project whose repository holds the folder; the innermost of several. */
function matchFolder(projects: readonly ProjectCard[], folder: string): ProjectCard | undefined {
  const repository = (project: ProjectCard): string => project.default_repo_path ?? '';
  return projects
    .filter((project) => repository(project) !== '' && holds(repository(project), folder))
    .sort((one, other) => repository(other).length - repository(one).length)[0];
}

/** The project that was named, else that of this folder, else the only one. */
export async function findProject(client: Client, named: string | undefined): Promise<ProjectCard> {
  const projects = await listAllProjects(client);
  if (named !== undefined) return matchNamed(projects, named);
  const found = matchFolder(projects, await realpath(process.cwd())) ?? onlyOne(projects);
  if (found) return found;
  if (projects.length === 0) {
    throw new Failure('There is no project yet. Make one: npx overmind project add DIR', exitCodes.notFound);
  }
  throw new Failure(`Say which project with --project: ${nameAll(projects)}.`, exitCodes.usage);
}
