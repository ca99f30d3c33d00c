import type { Correction } from '@overmind/contracts/entities/recording';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  countCorrections,
  deleteCorrectionRow,
  insertCorrection,
  listCorrectionsOf,
  mostCorrections,
  updateCorrectionRow,
} from '@overmind/db/queries/voice/corrections';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';

export const listCorrections = (core: Core, projectId: string): Promise<Correction[]> =>
  listCorrectionsOf(core.db, projectId);

export const createCorrection = (
  core: Core,
  call: Call,
  projectId: string,
  { heard, meant }: { heard: string; meant: string },
): Promise<Correction> =>
  write(core, call, async (w) => {
    if ((await countCorrections(w.tx, projectId)) >= mostCorrections)
      throw new AppError(
        'conflict',
        `A project has at most ${mostCorrections} corrections. Delete one first.`,
      );
    const created_by_user_id = userIdOf(call);
    const made = await insertCorrection(w.tx, { project_id: projectId, heard, meant, created_by_user_id });
    w.audit('correction.created', made.id, projectId, { heard, meant });
    return made;
  });

export const updateCorrection = (
  core: Core,
  call: Call,
  id: string,
  patch: { heard?: string | undefined; meant?: string | undefined },
): Promise<Correction> =>
  write(core, call, async (w) => {
    const { heard, meant } = patch;
    if (heard === undefined && meant === undefined)
      throw new AppError('invalid', 'Give what is heard or what is meant.');
    const changed = await updateCorrectionRow(w.tx, id, {
      ...(heard === undefined ? {} : { heard }),
      ...(meant === undefined ? {} : { meant }),
    });
    if (!changed) throw notFound('correction');
    w.audit('correction.updated', id, changed.project_id, { heard: changed.heard, meant: changed.meant });
    return changed;
  });

export const deleteCorrection = (core: Core, call: Call, id: string): Promise<void> =>
  write(core, call, async (w) => {
    const gone = await deleteCorrectionRow(w.tx, id);
    if (!gone) throw notFound('correction');
    w.audit('correction.deleted', id, gone.project_id, { heard: gone.heard, meant: gone.meant });
  });
