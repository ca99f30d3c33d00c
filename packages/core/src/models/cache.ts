import { findAnswer, insertAnswer } from '@overmind/db/queries/models/answers';
import type { Answer } from '@overmind/models/calls/answer';
import type { ResponseCache } from '@overmind/models/ports';
import type { Core } from '../core.ts';

/** Longer ones are not kept. */
const mostBytes = 1024 * 1024;

/** What is too old, or too much, is dropped by the sweep. */
export const cacheOf = (core: () => Core): ResponseCache => ({
  async find(key, projectId) {
    const text = await findAnswer(core().db, key, projectId);
    // It is as it was kept: nothing else writes there.
    return text === null ? null : (JSON.parse(text) as Answer);
  },
  async keep(key, answer, projectId) {
    const text = JSON.stringify(answer);
    if (Buffer.byteLength(text) <= mostBytes) await insertAnswer(core().db, { key, projectId, text });
  },
});
