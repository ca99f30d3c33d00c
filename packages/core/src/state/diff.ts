import type { StateDiff, StateVersion, StateVersionLine } from '@overmind/contracts/entities/state';
import { listStateChanges } from '@overmind/domain/state/changes';
import { serializeState } from '@overmind/domain/state/serialize';
import type { Core } from '../core.ts';
import { documentOf, getState } from './read.ts';
import { unifiedPatch } from './unified-patch.ts';

const toLine = ({ content: _, ...line }: StateVersion): StateVersionLine => line;

/** What one version says and another does not, by meaning and as a patch; in either direction. */
export async function diffStates(
  core: Core,
  projectId: string,
  { from, to }: { from: number; to: number },
): Promise<StateDiff> {
  const before = await getState(core, projectId, from);
  const after = await getState(core, projectId, to);
  const [old, fresh] = [documentOf(before), documentOf(after)];
  const changes = old && fresh ? listStateChanges(old, fresh) : [];
  const textOf = (version: StateVersion, document: typeof old) =>
    document ? serializeState(document, 'yaml') : version.content;
  const names = { from: `state.yaml (version ${from})`, to: `state.yaml (version ${to})` };
  return {
    ...{ from: toLine(before), to: toLine(after), changes },
    patch: unifiedPatch(names, textOf(before, old), textOf(after, fresh)),
  };
}
