import {
  findTranscriptPart,
  listUnreadTranscripts,
  postponeUnreadTranscript,
  putPassages,
} from '@overmind/db/queries/search/passages';
import { SessionWords } from '@overmind/domain/transcript/session-words';
import type { Core } from '../core.ts';
import { workAlone } from '../work-alone.ts';

const atOnce = 100;
const laterMs = 10 * 60_000;

async function readSession(core: Core, runId: string): Promise<void> {
  const words = new SessionWords();
  let part = await findTranscriptPart(core.db, runId, 0);
  while (part !== null) {
    for (const step of part.steps) words.take(step);
    part = await findTranscriptPart(core.db, runId, part.lastSeq);
  }
  await core.db.transaction().execute((tx) => putPassages(tx, runId, words.passages()));
}

/** Lets search find what agents said in runs that have ended, those that ended last first. */
export async function readSessions(core: Core): Promise<void> {
  await workAlone(core.db, 'search.sessions', async () => {
    for (const runId of await listUnreadTranscripts(core.db, atOnce))
      try {
        await readSession(core, runId);
      } catch (error) {
        core.log.warn({ err: error, run: runId }, 'a session is not found by search yet');
        await postponeUnreadTranscript(core.db, runId, laterMs);
      }
  });
}
