import type { Runner } from '@overmind/contracts/entities/runner';
import { listQueue, type MergeQueue, type QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import { firstGroup } from '@overmind/domain/merges/queue';
import type { Core } from '../core.ts';
import { askFor } from './ask-for.ts';
import { askBranchName } from './default-branch.ts';
import { tryQuestion } from './items.ts';
import { openPullRequest } from './pull-request.ts';
import { unknownBranch } from './request.ts';
import { findWorkplace, type Workplace } from './runner.ts';
import { noteWaiting, type Step } from './steps.ts';

/** As much of a queue as is read at once. */
const lookAhead = 50;

/** Where the work of a queue was done is looked up once in a step, however many wait for the same runner. */
type Places = Map<string | null, Workplace>;

async function placeOf(
  core: Core,
  { repo_path, runner_id }: QueuedMerge,
  places: Places,
): Promise<Workplace> {
  const place = places.get(runner_id) ?? (await findWorkplace(core, repo_path, runner_id));
  places.set(runner_id, place);
  return place;
}

async function beginTry(core: Core, group: readonly QueuedMerge[], runner: Runner): Promise<Step> {
  const asked = await tryQuestion(core, group);
  if (asked === null) return 'wait';
  const change = () => ({ detail: `Tried on ${runner.name}.` });
  return askFor(core, group, { runnerId: runner.id, ...asked, change });
}

/** Begins with the first group of `rows`, whose runner is there. */
async function beginOn(
  core: Core,
  rows: readonly QueuedMerge[],
  group: readonly QueuedMerge[],
  runner: Runner,
): Promise<Step> {
  const [first] = group;
  if (!first || first.is_held) return 'wait';
  if (first.base_branch === unknownBranch) {
    const beside = rows.filter(({ runner_id }) => runner_id === first.runner_id);
    return askBranchName(core, beside, first.repo_path, runner);
  }
  if (first.target === 'pull_request') return openPullRequest(core, first, runner);
  return beginTry(core, group, runner);
}

/** Null when the runners of all these are away. */
async function beginAmong(core: Core, rows: readonly QueuedMerge[], places: Places): Promise<Step | null> {
  let rest = rows;
  for (;;) {
    const group = firstGroup(rest);
    const [first] = group;
    if (!first) return null;
    const place = await placeOf(core, first, places);
    if (place.runner !== null) return beginOn(core, rest, group, place.runner);
    await noteWaiting(core, group, place.waitsFor);
    rest = rest.slice(group.length);
  }
}

/** The first group whose runner is there: what waits for one that is away holds up nobody else's work, however much. */
export async function beginNext(core: Core, queue: MergeQueue): Promise<Step> {
  const places: Places = new Map();
  let afterId: string | null = null;
  for (;;) {
    const rows: QueuedMerge[] = await listQueue(core.db, queue, lookAhead, afterId);
    // Another worker has begun meanwhile.
    if (rows.some(({ ask_id }) => ask_id !== null)) return 'again';
    const step = await beginAmong(core, rows, places);
    if (step !== null) return step;
    afterId = rows.at(-1)?.id ?? null;
    if (rows.length < lookAhead) return 'wait';
  }
}
