import type { Spec, SpecPhaseLine } from '@overmind/contracts/entities/spec';
import { specPhases } from '@overmind/contracts/entities/spec';
import { expect, it } from 'vitest';
import { renderSpec } from './show.ts';

const line = (change: Partial<SpecPhaseLine>): SpecPhaseLine => ({
  ...{ phase: 'explore', status: 'draft', note: null, version: 0, edited_by_user_id: null },
  ...{ edited_at: null, decided_by_user_id: null, decided_at: null, ...change },
});
const spec: Spec = {
  ...{ id: '0199a2b4-0000-7000-8000-000000000001', project_id: '0199a2b4-0000-7000-8000-000000000002' },
  ...{ number: 3, key: 'SPEC-3', title: 'Invoices', goal: 'Sell by\ninvoice\u001b[31m', version: 1 },
  ...{ phase: 'explore', status: 'active', discussion_id: null, created_by_user_id: null },
  phases: specPhases.map((phase) => line({ phase })),
  ...{ created_at: '2026-01-02T03:04:05.000Z', updated_at: '2026-01-02T03:04:05.000Z', archived_at: null },
};

it('shows a spec with each of its phases, and nothing that could steer a terminal', () => {
  const back = line({ status: 'rejected', note: 'Too\nthin', version: 2 });
  expect(renderSpec({ ...spec, phases: [back, ...spec.phases.slice(1)] })).toBe(
    [
      'SPEC-3  Invoices  active',
      '  Sell by',
      '  invoice',
      '',
      'explore       rejected    Too thin',
      'requirements  empty',
      'design        empty',
      'tasks         empty',
      'sync          empty',
    ].join('\n'),
  );
});
