import type { DiscussionAnalytics } from '@overmind/contracts/entities/discussion-analytics';
import { AppError } from '@overmind/contracts/errors';
import {
  countByDay,
  countBySpeaker,
  countByStatus,
  sumDiscussions,
} from '@overmind/db/queries/discussions/analytics';
import { getServerTime } from '@overmind/db/queries/system';
import type { Core } from '../core.ts';

const dayMs = 86_400_000;
const usualDays = 90;
const mostDays = 3_660;

/** How the discussions went that began in a span, the last 90 days where none is given. */
export async function readAnalytics(
  core: Core,
  projectId: string,
  asked: { from?: string | undefined; to?: string | undefined },
): Promise<DiscussionAnalytics> {
  const to = asked.to === undefined ? await getServerTime(core.db) : new Date(asked.to);
  const from = asked.from === undefined ? new Date(to.getTime() - usualDays * dayMs) : new Date(asked.from);
  const days = (to.getTime() - from.getTime()) / dayMs;
  if (days < 0 || days > mostDays)
    throw new AppError('malformed', 'Give a span of ten years at most that ends after it begins.');
  const span = { from, to };
  const [sums, by_status, by_speaker, by_day] = await Promise.all([
    sumDiscussions(core.db, projectId, span),
    countByStatus(core.db, projectId, span),
    countBySpeaker(core.db, projectId, span),
    countByDay(core.db, projectId, span),
  ]);
  return { from: from.toISOString(), to: to.toISOString(), ...sums, by_status, by_speaker, by_day };
}
