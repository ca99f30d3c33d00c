import type { StateDocument } from '@overmind/contracts/entities/state';
import type { FieldError } from '@overmind/contracts/errors';
import { listStateChanges, type StateChange } from './changes.ts';

/** What a person may change by way of the document, and did. */
export interface StateEditing {
  notes?: string;
  name?: string;
  /** By the agent's name. */
  agents: { name: string; is_enabled: boolean }[];
  /** Generated fields that differ, each with what is stored. */
  refused: FieldError[];
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

function refusalOf({ path, kind, before }: StateChange): FieldError {
  const detail =
    kind === 'added'
      ? 'This is not stored; the orchestrator writes this section.'
      : `The orchestrator writes this; the stored value is ${shown(before)}.`;
  return { pointer: path, detail };
}

const enabledPath = /^\/agents\/([^/]*)\/is_enabled$/;
const nameOfPath = (path: string): string | undefined =>
  enabledPath.exec(path)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~');

/** What an edited document asks for, compared with the one that the edit began from. */
export function readStateEdit(base: StateDocument, edited: StateDocument): StateEditing {
  const editing: StateEditing = { agents: [], refused: [] };
  for (const change of listStateChanges(base, edited)) {
    const name = nameOfPath(change.path);
    if (change.path === '/notes') editing.notes = edited.notes;
    else if (change.path === '/project/name') editing.name = edited.project.name;
    else if (name !== undefined) editing.agents.push({ name, is_enabled: change.after === true });
    else editing.refused.push(refusalOf(change));
  }
  return editing;
}

/** The document as it stands with these changes; generated sections stay. */
export function applyStateEdit(
  document: StateDocument,
  change: Omit<StateEditing, 'refused'>,
): StateDocument {
  const enabled = new Map(change.agents.map((agent) => [agent.name, agent.is_enabled]));
  return {
    ...document,
    project: { ...document.project, name: change.name ?? document.project.name },
    agents: document.agents.map((agent) => ({
      ...agent,
      is_enabled: enabled.get(agent.name) ?? agent.is_enabled,
    })),
    notes: change.notes ?? document.notes,
  };
}
