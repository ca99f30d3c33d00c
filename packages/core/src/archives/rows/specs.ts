import {
  maxPhaseText,
  maxSpecGoal,
  SpecPhaseName,
  SpecPhaseStatus,
  SpecStatus,
} from '@overmind/contracts/entities/spec';
import { z } from 'zod';
import { Count, Id, Int, nullable, rowOf, Time } from './primitives.ts';

export const specRows = {
  specs: rowOf('specs', {
    ...{ id: Id, project_id: Id, number: Int.min(1), title: z.string().min(1).max(1_000) },
    ...{ goal: z.string().min(1).max(maxSpecGoal), phase: SpecPhaseName, status: SpecStatus },
    ...{ discussion_id: nullable.id, created_by_user_id: nullable.id, version: Int.min(1) },
    ...{ created_at: Time, updated_at: Time, archived_at: nullable.time.default(null) },
  }),
  spec_phases: rowOf('spec_phases', {
    ...{ spec_id: Id, phase: SpecPhaseName, status: SpecPhaseStatus, note: nullable.text, version: Count },
    ...{ decided_by_user_id: nullable.id, decided_at: nullable.time },
  }),
  spec_phase_versions: rowOf('spec_phase_versions', {
    ...{ spec_id: Id, phase: SpecPhaseName, version: Int.min(1) },
    ...{ output_markdown: z.string().max(maxPhaseText), edited_by_user_id: nullable.id, edited_at: Time },
  }),
};
