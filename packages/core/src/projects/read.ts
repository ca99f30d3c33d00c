import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Project, ProjectCard } from '@overmind/contracts/entities/project';
import { taskStatuses } from '@overmind/contracts/entities/task';
import { notFound } from '@overmind/contracts/errors';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import type { Db } from '@overmind/db/database';
import { listEndedRuns, listLiveRuns } from '@overmind/db/queries/execution/run-lists';
import { listRunnerRows } from '@overmind/db/queries/execution/runners';
import { toRun } from '@overmind/db/queries/execution/runs';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findEventRange } from '@overmind/db/queries/projects/events';
import { findAccess } from '@overmind/db/queries/projects/members';
import { findProjectRow, listProjectPage, toProject } from '@overmind/db/queries/projects/projects';
import { findLatestStateLine } from '@overmind/db/queries/projects/state-versions';
import { findNewestChat, listMessagePage } from '@overmind/db/queries/talk/conversations';
import { findCurrentCycle } from '@overmind/db/queries/work/cycles';
import { countTasksByStatus, listTasksOfStatus, toTask } from '@overmind/db/queries/work/tasks';
import { boundOf, type Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requireUser } from '../identity/sessions.ts';

const maxTasksAStatus = 300;
const maxEndedRuns = 30;
const maxMessages = 100;

export const listProjects = (
  core: Core,
  call: Call,
  query: PageQuery & { q?: string | undefined; archived: boolean },
): Promise<Page<ProjectCard>> => {
  const { userId, onlyProjectId } = requireUser(call);
  return listProjectPage(core.db, userId, { ...query, onlyProject: onlyProjectId });
};

async function readProject(db: Db, call: Call, id: string): Promise<Project> {
  const [row, access] = await Promise.all([
    findProjectRow(db, id),
    findAccess(db, requireUser(call).userId, 'project', id),
  ]);
  if (!row || !access) throw notFound('project');
  return toProject(row, access.role);
}

export const getProject = (core: Core, call: Call, id: string): Promise<Project> =>
  readProject(core.db, call, id);

/** All reads see the database at one moment, so that the snapshot is true at its event number. */
export async function getSnapshot(core: Core, call: Call, id: string): Promise<Snapshot> {
  return core.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      const project = await readProject(db, call, id);
      const range = await findEventRange(db, id);
      const lists = [];
      for (const status of taskStatuses) {
        const limit = status === 'done' || status === 'canceled' ? 50 : maxTasksAStatus;
        lists.push(await listTasksOfStatus(db, id, status, limit));
      }
      const conversation = await findNewestChat(db, id);
      if (!conversation) throw notFound('conversation');
      const messages = await listMessagePage(db, conversation.id, { limit: maxMessages });
      return {
        seq: range?.latest ?? 0,
        project,
        agents: await listAgentRows(db, id),
        tasks: lists.flat().map(toTask),
        task_counts: await countTasksByStatus(db, id),
        runs: [...(await listLiveRuns(db, id)), ...(await listEndedRuns(db, id, maxEndedRuns))].map(toRun),
        runners: await listRunnerRows(db, boundOf(call)),
        conversation,
        messages: messages.items.reverse(),
        state: await findLatestStateLine(db, id),
        cycle: await findCurrentCycle(db, id),
      };
    });
}
