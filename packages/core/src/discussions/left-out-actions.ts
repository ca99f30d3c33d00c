import type { RowOf } from '@overmind/db/schema';
import { z } from 'zod';

const Hints = z.object({ left_out: z.array(z.string()).default([]) });

/** Next actions that the request of a decision made no tasks of, as it keeps them; none without a request. */
export const leftOutActions = (request: Pick<RowOf<'requests'>, 'hints'> | null): string[] =>
  Hints.safeParse(request?.hints).data?.left_out ?? [];
