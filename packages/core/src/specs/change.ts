import type {
  Spec,
  SpecPatch,
  SpecPhase,
  SpecPhaseChange,
  SpecPhaseEdit,
  SpecPhaseName,
  SpecPhaseRejection,
} from '@overmind/contracts/entities/spec';
import { AppError, notFound } from '@overmind/contracts/errors';
import { insertPhaseVersion, updatePhaseRow } from '@overmind/db/queries/specs/phases';
import { lockSpec, updateSpecRow } from '@overmind/db/queries/specs/specs';
import { getServerTime } from '@overmind/db/queries/system';
import {
  approvePhase,
  type PhaseStep,
  type PhasesAfter,
  rejectPhase,
  standingOf,
  writePhase,
} from '@overmind/domain/specs/phases';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { getSpecIn, getSpecPhaseIn } from './read.ts';

async function lockedSpec(w: Write, id: string): Promise<Spec> {
  const spec = await lockSpec(w.tx, id);
  if (spec === null) throw notFound('spec');
  return spec;
}

/** Of a spec that is among the others. */
async function writableSpec(w: Write, id: string): Promise<Spec> {
  const spec = await lockedSpec(w, id);
  if (spec.archived_at === null) return spec;
  throw new AppError('rule_violated', `${spec.key} was put away. Take it back to write in it.`, {
    rule: 'spec.archived',
  });
}

/** Tells all who watch how the spec stands now; of its goal, which may be long, only when that is another. */
async function tell(w: Write, before: Spec, action: string, detail: Record<string, unknown>): Promise<Spec> {
  const spec = await getSpecIn(w.tx, before.id);
  const { goal, ...rest } = spec;
  w.emit(spec.project_id, 'spec.updated', spec.id, goal === before.goal ? rest : spec);
  w.audit(action, spec.id, spec.project_id, detail);
  const isNews = (['title', 'phase', 'status', 'archived_at'] as const).some(
    (field) => spec[field] !== before[field],
  );
  // Only these stand in the state document.
  if (isNews) requestCycle(w, spec.project_id, 'input');
  return spec;
}

export const updateSpec = (core: Core, call: Call, id: string, patch: SpecPatch): Promise<Spec> =>
  write(core, call, async (w) => {
    const before = await writableSpec(w, id);
    requireVersion(call, before.version);
    const { title = before.title, goal = before.goal } = patch;
    if (title === before.title && goal === before.goal) return before;
    await updateSpecRow(w.tx, id, { title, goal, version: before.version + 1 });
    return tell(w, before, 'spec.updated', { fields: Object.keys(patch) });
  });

/** Stores what a step made of the phases; the statuses of the others follow from it. */
async function store(w: Write, before: Spec, { phases }: PhasesAfter): Promise<void> {
  for (const { phase, status } of phases)
    if (before.phases.find((each) => each.phase === phase)?.status !== status)
      await updatePhaseRow(w.tx, before.id, phase, { status });
  await updateSpecRow(w.tx, before.id, standingOf(phases));
}

async function answer(
  w: Write,
  before: Spec,
  name: SpecPhaseName,
  told: { action: string; reopened: SpecPhaseName[]; notice?: string },
): Promise<SpecPhaseChange> {
  const phase = await getSpecPhaseIn(w.tx, before.id, name);
  const { action, reopened, notice } = told;
  const said = notice === undefined ? {} : { notice };
  const spec = await tell(w, before, action, { phase: name, version: phase.version, reopened, ...said });
  return { spec, phase, reopened, ...said };
}

/** Another text takes it out of `rejected`: what is still there was not written anew. */
const unchangedSince = ({ phase, status, note }: SpecPhase): { notice?: string } =>
  status === 'rejected'
    ? {
        notice: `The text of "${phase}" is unchanged since it was sent back${note === null ? '.' : `: ${note}`}`,
      }
    : {};

const textLines = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The same text again changes nothing, an approval included. */
export const putSpecPhase = (
  core: Core,
  call: Call,
  { id, phase: name }: { id: string; phase: SpecPhaseName },
  edit: SpecPhaseEdit,
): Promise<SpecPhaseChange> =>
  write(core, call, async (w) => {
    const spec = await writableSpec(w, id);
    const phase = await getSpecPhaseIn(w.tx, id, name);
    requireVersion(call, phase.version);
    const output_markdown = textLines(edit.output_markdown);
    if (output_markdown === phase.output_markdown)
      return { spec, phase, reopened: [], ...unchangedSince(phase) };
    const after = writePhase(spec.phases, name);
    await insertPhaseVersion(w.tx, {
      ...{ spec_id: id, phase: name, version: phase.version + 1, output_markdown },
      edited_by_user_id: userIdOf(call),
    });
    await updatePhaseRow(w.tx, id, name, { note: null, decided_by_user_id: null, decided_at: null });
    await store(w, spec, after);
    return answer(w, spec, name, { action: 'spec.phase_written', reopened: after.reopened });
  });

function requireStep(step: PhaseStep): PhasesAfter {
  if (step.ok) return step;
  throw new AppError('rule_violated', step.detail, { rule: step.rule });
}

export const approveSpecPhase = (
  core: Core,
  call: Call,
  { id, phase: name }: { id: string; phase: SpecPhaseName },
): Promise<SpecPhaseChange> =>
  write(core, call, async (w) => {
    const spec = await writableSpec(w, id);
    const phase = await getSpecPhaseIn(w.tx, id, name);
    requireVersion(call, phase.version);
    if (phase.status === 'approved') return { spec, phase, reopened: [] };
    const after = requireStep(approvePhase(spec.phases, name, phase.output_markdown.trim() !== ''));
    await updatePhaseRow(w.tx, id, name, { ...(await decidedNow(w)), note: null });
    await store(w, spec, after);
    return answer(w, spec, name, {
      ...{ action: 'spec.phase_approved', reopened: after.reopened },
      ...unchangedSince(phase),
    });
  });

export const rejectSpecPhase = (
  core: Core,
  call: Call,
  { id, phase: name }: { id: string; phase: SpecPhaseName },
  { note = null }: { note?: SpecPhaseRejection['note'] | null },
): Promise<SpecPhaseChange> =>
  write(core, call, async (w) => {
    const spec = await writableSpec(w, id);
    const phase = await getSpecPhaseIn(w.tx, id, name);
    requireVersion(call, phase.version);
    const after = requireStep(rejectPhase(spec.phases, name));
    await updatePhaseRow(w.tx, id, name, { ...(await decidedNow(w)), note });
    await store(w, spec, after);
    return answer(w, spec, name, { action: 'spec.phase_rejected', reopened: after.reopened });
  });

const decidedNow = async (w: Write) => ({
  decided_by_user_id: userIdOf(w.call),
  decided_at: await getServerTime(w.tx),
});

/** Nothing of it goes: what was made of it, or from it, still leads there. */
export const setSpecArchived = (core: Core, call: Call, id: string, isArchived: boolean): Promise<Spec> =>
  write(core, call, async (w) => {
    const before = await lockedSpec(w, id);
    if ((before.archived_at !== null) === isArchived) return before;
    await updateSpecRow(w.tx, id, { archived_at: isArchived ? await getServerTime(w.tx) : null });
    return tell(w, before, isArchived ? 'spec.archived' : 'spec.unarchived', { key: before.key });
  });
