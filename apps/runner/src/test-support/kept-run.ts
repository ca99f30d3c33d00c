import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunJob } from '@overmind/contracts/entities/run';
import { defaultLimits } from '../limits.ts';
import { KeptPlaces } from '../terminal/kept-places.ts';
import { Places } from '../terminal/places.ts';
import { KeyedMutex } from '../workspace/mutex.ts';
import { openRepository } from '../workspace/repository.ts';
import { openWorkspaceRoom, type WorkspaceRoom } from '../workspace/room.ts';
import { AllowedRoots } from '../workspace/roots.ts';
import { addWorktree, findWorkspace, type Workspace } from '../workspace/worktree.ts';
import { offerOf } from './confined.ts';
import { makeJob } from './job.ts';
import { makeRepository } from './repository.ts';
import { tempFolder } from './temp-folder.ts';

export const secret = 'PASSWORD=open-sesame\n';

/** What a run does in its workspace before it is handed back; `folder` is the run's own. */
type Work = (workspace: Workspace, folder: string) => Promise<void>;

/** A run of an agent that was handed back, and the way for people into what it left. */
export async function makeKeptRun(work: Work = async () => {}) {
  const folder = await realpath(await tempFolder());
  const repository = await makeRepository(join(folder, 'work/shop'), { 'readme.md': 'x\n', '.env': secret });
  await writeFile(join(folder, 'work/other.txt'), 'not of this run');
  const room = openWorkspaceRoom(join(folder, 'data'), defaultLimits, new KeyedMutex());
  const job = makeJob({ repoPath: repository, config: { env: ['API_KEY'], network: 'none' } });
  const path = await keepRun(room, job, work);
  const places = new Places();
  const kept = new KeptPlaces({
    ...{ kept: room.kept, places, runsDir: room.runsDir, token: 'token-of-runner' },
    environment: { ...process.env, HOME: folder, API_KEY: 'not-for-people' },
    sandbox: {
      offer: await offerOf('sandboxed'),
      hidden: () => [join(folder, 'data'), join(folder, 'work')],
      readable: [],
    },
  });
  let attempt = 1;
  /** A later run that goes on with the session, on a branch of its own. */
  const makeNext = (): RunJob => {
    const next = makeJob({ repoPath: repository, resume: { run_id: job.run.id, session_id: 's' } });
    attempt += 1;
    return { ...next, run: { ...next.run, attempt, branch: `overmind/SHOP-12/${attempt}` } };
  };
  /** What it does first. */
  const goOn = async () => {
    const next = makeNext();
    const nextFolder = join(room.runsDir, next.run.id);
    await mkdir(nextFolder);
    room.live.add(next.run.id);
    return { job: next, folder: nextFolder, workspace: await room.kept.adopt(next, nextFolder) };
  };
  return { folder, room, job, path, places, kept, makeNext, goOn };
}

async function keepRun(room: WorkspaceRoom, job: RunJob, work: Work): Promise<string> {
  const roots = new AllowedRoots();
  await roots.set([job.repo_path], () => {});
  const repository = await openRepository(job.repo_path, roots);
  if (!repository.ok) throw new Error(repository.detail);
  const folder = join(room.runsDir, job.run.id);
  await mkdir(folder, { recursive: true });
  const workspace = await addWorktree({
    ...{ repository, path: join(room.worktreesDir, job.run.id), branch: job.run.branch, baseBranch: null },
    ...{ recordIn: folder, mutex: room.mutex, signal: new AbortController().signal },
  });
  await work(workspace, folder);
  await room.kept.keep(job, (await findWorkspace(folder)) ?? workspace, folder);
  return workspace.path;
}
