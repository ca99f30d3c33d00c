import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeDurably } from '../../spool/files.ts';
import { findCommit } from '../open.ts';
import type { Checkout } from './find.ts';
import { bringAlong, dryRun } from './read-tree.ts';

/*
 * The files of a checkout move before its branch does, while the branch is locked. A crash between the two leaves
 * the merge there as staged changes. What is noted here tells the next move that they are the runner's, not the
 * person's, so that it can take them back first.
 */
const Entry = z.object({ from: z.string(), to: z.string() });

const fileOf = ({ gitDir }: Checkout): string => join(gitDir, 'OVERMIND_MERGE');

export const noteMove = (checkout: Checkout, from: string, to: string): Promise<void> =>
  writeDurably(fileOf(checkout), JSON.stringify({ from, to }));

export const forgetMove = (checkout: Checkout): Promise<void> => rm(fileOf(checkout), { force: true });

/** Whether a move was broken off here, so that what stands there may not be the person's. */
export const isMoveLeft = async (checkout: Checkout): Promise<boolean> =>
  (await readJson(fileOf(checkout), Entry)) !== null;

/** Takes back the files of a move that a crash left without its branch. What a person did since stays. */
export async function takeBackLeftMove(checkout: Checkout): Promise<void> {
  const entry = await readJson(fileOf(checkout), Entry);
  if (entry === null) return;
  const head = await findCommit({ folder: checkout.path }, 'HEAD');
  if (head === entry.from && (await dryRun(checkout, entry.to, entry.from)) === null)
    await bringAlong(checkout, entry.to, entry.from);
  await forgetMove(checkout);
}
