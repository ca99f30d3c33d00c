import { type Tx, toJson } from '@overmind/db/database';
import {
  findDiscussionRow,
  listDiscussionIds,
  updateDiscussionRow,
} from '@overmind/db/queries/discussions/discussions';
import { insertDiscussionEvents, listDiscussionEvents } from '@overmind/db/queries/discussions/events';
import { getServerTime } from '@overmind/db/queries/system';
import { checkEvents } from './check-events.ts';
import { rebuild } from './rebuild.ts';

const atOnce = 100;
const mostEvents = 10_000;

/**
 * What stands beside the events of discussions that came in with their project, made from these. Answers what is wrong
 * with the first that cannot have happened, in words for people; null when all is sound.
 */
export async function settleDiscussions(tx: Tx, projectId: string): Promise<string | null> {
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await listDiscussionIds(tx, projectId, after, atOnce);
    for (const id of ids) {
      const misfit = await settle(tx, id);
      if (misfit !== null) return `the discussion ${id}: ${misfit}`;
    }
    after = ids.at(-1) ?? null;
    if (after === null) return null;
  }
}

async function settle(tx: Tx, id: string): Promise<string | null> {
  const known = await listDiscussionEvents(tx, id, 0, mostEvents);
  if (known.some(({ seq }, at) => seq !== at + 1)) return 'its events are not numbered in their order';
  const now = (await getServerTime(tx)).getTime();
  const checked = await checkEvents(
    known.map(({ event }) => event),
    now,
  );
  if (!checked.ok) return checked.misfit;
  const opened = checked.events[0]?.event;
  const row = await findDiscussionRow(tx, id);
  if (opened?.type !== 'opened' || row === null) return 'it is no discussion';
  const stranger = opened.speakers.find(({ key }) => !row.personas.some((each) => each.key === key));
  if (stranger !== undefined) return `the persona ${stranger.key} is missing`;
  await insertDiscussionEvents(tx, id, checked.events.slice(known.length));
  const { goal, facilitator, settings } = opened;
  await updateDiscussionRow(tx, id, { goal, facilitator, settings: toJson(settings) });
  await rebuild(tx, id);
  return null;
}
