import type { StateVersion } from '@overmind/contracts/entities/state';
import { parseState, serializeState } from '@overmind/domain/state/serialize';

/** The notes of a version. */
export const notesOf = (version: Pick<StateVersion, 'content' | 'state_format'>): string =>
  parseState(version.content, version.state_format).notes;

/** The document of a version with other notes, all else as it was. */
export const withNotes = (version: Pick<StateVersion, 'content' | 'state_format'>, notes: string): string =>
  serializeState({ ...parseState(version.content, version.state_format), notes }, version.state_format);

/** The document in the other of its two forms. */
export const inFormat = (
  version: Pick<StateVersion, 'content' | 'state_format'>,
  format: StateVersion['state_format'],
): string =>
  version.state_format === format
    ? version.content
    : serializeState(parseState(version.content, version.state_format), format);
