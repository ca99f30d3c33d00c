import type { NewSpec, Spec, SpecPhaseName } from '@overmind/contracts/entities/spec';
import { notFound } from '@overmind/contracts/errors';
import { lockProject } from '@overmind/db/queries/projects/projects';
import { insertPhaseVersion } from '@overmind/db/queries/specs/phases';
import { findSpec, insertSpec } from '@overmind/db/queries/specs/specs';
import { titleOfGoal } from '@overmind/domain/discussions/title';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { type Write, write } from '../write.ts';

interface SpecToMake {
  title: string;
  goal: string;
  discussionId: string | null;
  /** First texts, by nobody: a person has to approve of them. */
  texts: Partial<Record<SpecPhaseName, string>>;
}

export async function makeSpecIn(
  w: Write,
  projectId: string,
  { title, goal, discussionId, texts }: SpecToMake,
): Promise<Spec> {
  if (!(await lockProject(w.tx, projectId))) throw notFound('project');
  const by = { discussion_id: discussionId, created_by_user_id: userIdOf(w.call) };
  const id = await insertSpec(w.tx, { project_id: projectId, title, goal, ...by });
  for (const [phase, output_markdown] of Object.entries(texts))
    await insertPhaseVersion(w.tx, {
      ...{ spec_id: id, phase: phase as SpecPhaseName, version: 1, output_markdown },
      edited_by_user_id: null,
    });
  const spec = await findSpec(w.tx, id);
  if (spec === null) throw new Error('the spec is gone');
  w.emit(projectId, 'spec.created', id, spec);
  w.audit('spec.created', id, projectId, { key: spec.key, discussion_id: discussionId });
  // The state document tells of it.
  requestCycle(w, projectId, 'input');
  return spec;
}

export const createSpec = (core: Core, call: Call, projectId: string, input: NewSpec): Promise<Spec> =>
  write(core, call, (w) =>
    makeSpecIn(w, projectId, {
      ...{ title: input.title ?? titleOfGoal(input.goal), goal: input.goal, discussionId: null, texts: {} },
    }),
  );
