import type { Agent } from '@overmind/contracts/entities/agent';
import { Text } from '@overmind/contracts/entities/primitives';
import { NewProject } from '@overmind/contracts/entities/project';
import type { StateDocument, StateEdit, StateVersion } from '@overmind/contracts/entities/state';
import { AppError } from '@overmind/contracts/errors';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import { lockStateVersions } from '@overmind/db/queries/projects/state-versions';
import { describeStateChange } from '@overmind/domain/state/describe-change';
import { applyStateEdit, readStateEdit, type StateEditing } from '@overmind/domain/state/edit';
import { parseState } from '@overmind/domain/state/serialize';
import { setAgentEnabledIn } from '../agents/change.ts';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { updateProjectIn } from '../projects/update.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { mergeNotes } from './merge-notes.ts';
import { findNextState } from './next.ts';
import { documentOf, findKnownState, getStateIn } from './read.ts';
import { storeVersion } from './store.ts';

const maxNotes = 100_000;

const invalid = (pointer: string, detail: string): AppError =>
  new AppError('invalid', detail, { errors: [{ pointer, detail }] });

function requireFields({ notes, project }: StateDocument): void {
  if (!Text(maxNotes).safeParse(notes).success)
    throw invalid('/notes', `The notes may have ${maxNotes.toLocaleString('en')} characters at the most.`);
  if (notes.includes('\0') || !notes.isWellFormed())
    throw invalid('/notes', 'The notes cannot hold NUL characters or half a surrogate pair.');
  const name = NewProject.shape.name.safeParse(project.name);
  if (!name.success || name.data !== project.name || /\p{Cc}/u.test(project.name))
    throw invalid('/project/name', 'A name has 1 to 100 characters, on one line.');
}

/** The document that an edit is laid on, and the one that it began from. */
async function findGround(w: Write, projectId: string, baseVersion: number | undefined) {
  const { latest, readable } = await findKnownState(w.tx, projectId);
  const isReadable = latest !== null && readable?.version === latest.version;
  const current = isReadable ? readable.document : (await findNextState(w.tx, projectId)).document;
  if (baseVersion === undefined || baseVersion === latest?.version) return { latest, current, base: current };
  const base = documentOf(await getStateIn(w.tx, projectId, baseVersion));
  if (base) return { latest, current, base };
  throw new AppError('conflict', `Version ${baseVersion} cannot be read. Load the latest and edit that.`);
}

function requireGeneratedAsStored({ refused }: StateEditing, version: number | undefined): void {
  if (refused.length === 0) return;
  const source = version === undefined ? 'stored' : `in version ${version}`;
  throw new AppError(
    'rule_violated',
    `Only notes, the project's name and whether an agent is enabled can be edited; ${refused.length === 1 ? 'one other field differs' : `${refused.length} other fields differ`} from what is ${source}.`,
    { rule: 'state.generated_section', errors: refused.slice(0, 50) },
  );
}

function merged(base: StateDocument, mine: string, current: StateDocument): string {
  const result = mergeNotes(base.notes, mine, current.notes);
  if ('text' in result) return result.text;
  const errors = result.conflicts.slice(0, 10).flatMap((conflict) => [
    { pointer: '/notes', detail: `Stored now:\n${conflict.theirs}` },
    { pointer: '/notes', detail: `Yours:\n${conflict.mine}` },
  ]);
  throw new AppError(
    'rule_violated',
    'Someone changed the same lines of the notes since the version you began from. Join both texts and send them again.',
    { rule: 'state.notes_conflict', errors },
  );
}

async function rename(w: Write, projectId: string, name: string, base: StateDocument): Promise<void> {
  const project = await findProjectRow(w.tx, projectId);
  if (project?.name === name) return;
  if (project?.name !== base.project.name) {
    throw new AppError('rule_violated', 'Someone renamed the project since the version you began from.', {
      rule: 'state.name_conflict',
      errors: [{ pointer: '/project/name', detail: `The stored value is ${JSON.stringify(project?.name)}.` }],
    });
  }
  await updateProjectIn(w, projectId, { name });
}

async function switchAgents(w: Write, projectId: string, wanted: StateEditing['agents']): Promise<void> {
  if (wanted.length === 0) return;
  const agents = new Map<string, Agent>(
    (await listAgentRows(w.tx, projectId)).map((agent) => [agent.name, agent]),
  );
  for (const { name, is_enabled } of wanted) {
    const agent = agents.get(name);
    if (!agent)
      throw new AppError('rule_violated', `Agent "${name}" was removed since the version you began from.`, {
        rule: 'state.generated_section',
      });
    if (agent.is_enabled !== is_enabled) await setAgentEnabledIn(w, agent, is_enabled);
  }
}

/** Keeps names and switches as other verbs do, and lays the notes on what stands now. */
async function applyEdit(w: Write, projectId: string, edited: StateDocument, edit: StateEdit, call: Call) {
  const { latest, current, base } = await findGround(w, projectId, edit.base_version);
  requireVersion(call, latest?.version ?? 0);
  const change = readStateEdit(base, edited);
  requireGeneratedAsStored(change, edit.base_version);
  if (change.notes !== undefined) change.notes = merged(base, change.notes, current);
  if ((change.notes?.length ?? 0) > maxNotes) throw invalid('/notes', 'The merged notes are too long.');
  if (change.name !== undefined) await rename(w, projectId, change.name, base);
  await switchAgents(w, projectId, change.agents);
  const document = applyStateEdit(current, change);
  const isNew = readStateEdit(current, document);
  const isChanged = isNew.notes !== undefined || isNew.name !== undefined || isNew.agents.length > 0;
  if (!isChanged && latest) return latest;
  const reason = edit.reason ?? describeStateChange(current, document);
  return storeVersion(w, { projectId, latest, document, reason, kind: 'edited', cycleId: null });
}

/**
 * Stores a person's edit of the document. Throws `rule_violated` with the pointers of generated fields that
 * differ, or with both texts where notes written meanwhile touch the same lines; 412 when `If-Match` is stale.
 * An edit that changes nothing answers the latest version.
 */
export async function editState(
  core: Core,
  call: Call,
  projectId: string,
  edit: StateEdit,
): Promise<StateVersion> {
  const edited = parseState(edit.content, edit.state_format);
  requireFields(edited);
  // If-Match names a version of the document, not one of the project or an agent.
  return write(core, { ...call, ifMatch: null }, async (w) => {
    await lockStateVersions(w.tx, projectId);
    return applyEdit(w, projectId, edited, edit, call);
  });
}
