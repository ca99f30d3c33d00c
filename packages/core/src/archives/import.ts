import type { Readable } from 'node:stream';
import type { ImportReport } from '@overmind/contracts/entities/archive';
import { AppError } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { listKnownUsers } from '@overmind/db/queries/archive/write';
import { upsertMember } from '@overmind/db/queries/projects/members';
import { findProjectRow, listProjectKeys, toProject } from '@overmind/db/queries/projects/projects';
import { insertConversation } from '@overmind/db/queries/talk/conversations';
import { projectKey } from '@overmind/domain/projects/key';
import { type Call, forContent } from '../call.ts';
import type { Core } from '../core.ts';
import { placeFiles } from '../files/place.ts';
import { removeNow } from '../files/remove.ts';
import { requireUser } from '../identity/sessions.ts';
import { findReplay, type Write, write } from '../write.ts';
import { type CheckedArchive, checkArchive } from './incoming/check.ts';
import { asRefusal, isKeyTaken, isTaken } from './incoming/database-refusal.ts';
import { placeArchiveFiles } from './incoming/place-files.ts';
import type { Settling } from './incoming/settle.ts';
import { unpackArchive } from './incoming/unpack.ts';
import { warningsOf } from './incoming/warnings.ts';
import { writeRows } from './incoming/write-rows.ts';
import { takeWorkFolder } from './work-folder.ts';

export interface ImportOptions {
  /** Another name than the archive's. */
  name?: string | undefined;
  ids: 'auto' | 'keep' | 'remap';
}

interface Incoming {
  from: CheckedArchive;
  options: ImportOptions;
  knownUsers: ReadonlySet<string>;
  /** The folder of the project that its files lie in. */
  filesFolder: string;
  files: number;
}

async function settlingIn(w: Write, { from, options, knownUsers, filesFolder }: Incoming): Promise<Settling> {
  const taken = await listProjectKeys(w.tx);
  const { project } = from;
  return {
    key: taken.has(project.key) ? projectKey(project.name, taken) : project.key,
    name: options.name ?? project.name,
    endedAt: from.manifest.exported_at,
    knownUsers,
    hasDependencies: (taskId) => from.dependencies.has(taskId),
    filePath: (id) => `${filesFolder}/${from.ids.own(id)}/content`,
    noted: { runs: 0, cycles: 0, requests: 0, chats: 0, tasksQueuedAgain: [] },
  };
}

/** Makes what every project has, of which an archive may hold nothing. */
async function complete(w: Write, projectId: string, userId: string, by: Settling): Promise<void> {
  await upsertMember(w.tx, projectId, userId, 'owner');
  if (by.noted.chats > 0) return;
  await insertConversation(w.tx, {
    ...{ project_id: projectId, title: 'Chat', mode: 'text', created_by_user_id: userId },
  });
}

async function importIn(w: Write, core: Core, incoming: Incoming): Promise<ImportReport> {
  const { userId } = requireUser(w.call);
  const { from } = incoming;
  const by = await settlingIn(w, incoming);
  const rows = await writeRows(w.tx, core.storage, from, by);
  const projectId = from.ids.own(from.project.id);
  await complete(w, projectId, userId, by);
  const row = await findProjectRow(w.tx, projectId);
  if (!row) throw new Error('the imported project is not there');
  const project = toProject(row, 'owner');
  w.emit(projectId, 'project.updated', projectId, { ...project, my_role: undefined });
  const ids = from.ids.areKept ? 'kept' : 'remapped';
  w.audit('project.imported', projectId, projectId, { name: project.name, ids, from: from.project.id });
  await w.enqueue('state.copy', { project_id: projectId });
  return { project, ids, rows, files: incoming.files, warnings: warningsOf(from, by) };
}

/** Copying the largest archive on a slow disk, and writing its rows, takes no longer. */
const graceMs = 12 * 3_600_000;

/** One try under one set of ids. Files are there before the rows are, and go when the rows don't come. */
async function attempt(
  core: Core,
  call: Call,
  from: CheckedArchive,
  options: ImportOptions,
): Promise<ImportReport> {
  const projectFolder = `projects/${from.ids.own(from.project.id)}`;
  const filesFolder = `${projectFolder}/artifacts/${newId()}`;
  const knownUsers = new Set(await listKnownUsers(core.db, [...from.userIds]));
  // What a deleted project of this id left behind goes before anything of this one lies there.
  await removeNow(core, projectFolder);
  return placeFiles(core, filesFolder, graceMs, async (keep) => {
    const place = (id: string) => `${filesFolder}/${from.ids.own(id)}/content`;
    const files = await placeArchiveFiles(core.storage, from, place);
    return write(core, call, async (w) => {
      const report = await importIn(w, core, { from, options, knownUsers, filesFolder, files });
      await keep(w);
      return report;
    });
  });
}

/** The key is chosen anew when somebody took the one that was free; no project that is made waits for an import. */
async function attemptUnderFreeKey(...args: Parameters<typeof attempt>): Promise<ImportReport> {
  for (;;) {
    try {
      return await attempt(...args);
    } catch (error) {
      if (!isKeyTaken(error)) throw error;
    }
  }
}

const taken = (cause?: unknown): AppError =>
  new AppError('conflict', 'Ids of this archive are taken here. Import it with ids=remap.', { cause });

async function importChecked(core: Core, call: Call, from: CheckedArchive, options: ImportOptions) {
  const known = await findReplay(core, call);
  if (known) return known.result as ImportReport;
  const isHere = (await findProjectRow(core.db, from.project.id)) !== null;
  if (isHere && options.ids === 'keep') throw taken();
  if (isHere || options.ids === 'remap') from.ids.remap();
  try {
    return await attemptUnderFreeKey(core, call, from, options);
  } catch (error) {
    if (!isTaken(error) || !from.ids.areKept) throw asRefusal(error);
    if (options.ids === 'keep') throw taken(error);
  }
  from.ids.remap();
  return attemptUnderFreeKey(core, call, from, options).catch((error: unknown) => {
    throw asRefusal(error);
  });
}

/**
 * Makes a project from an archive, with the caller as its owner. Nothing in it runs before a person looked:
 * it comes in paused and its agents disabled. Nothing of a refused archive stays. `content` is read as far as
 * it is good.
 */
export async function importProject(
  core: Core,
  call: Call,
  content: Readable,
  options: ImportOptions,
): Promise<ImportReport> {
  requireUser(call);
  const folder = await takeWorkFolder(core.storage);
  try {
    const { storage, settings } = core;
    const to = { storage, folder, maxBytes: settings.archiveMaxBytes };
    const { manifest, sha256 } = await unpackArchive(content, to);
    const from = await checkArchive(core.storage, folder, manifest);
    return await importChecked(core, forContent(call, sha256), from, options);
  } finally {
    await core.storage.remove(folder);
  }
}
