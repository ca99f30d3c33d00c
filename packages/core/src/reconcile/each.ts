import type { Core } from '../core.ts';

/** Mends one after the other; one that cannot be mended keeps no other waiting. */
export async function mendEach(
  core: Core,
  ids: readonly string[],
  mend: (core: Core, id: string) => Promise<unknown>,
): Promise<void> {
  for (const id of ids) {
    await mend(core, id).catch((error: unknown) =>
      core.log.error({ err: error, id, mend: mend.name }, 'the reconciler could not mend this'),
    );
  }
}
