import type { BudgetExceeded } from '@overmind/contracts/entities/budget';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { expect, it } from 'vitest';
import { budgetLine } from './budget-line.ts';

const [run, other, project] = [1, 2, 3].map((n) => `0198c000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const event = (patch: Partial<BudgetExceeded>, type: RealtimeEvent['type'] = 'budget.exceeded') => ({
  ...{ type, ts: '2026-01-16T16:10:00Z', project_id: project, seq: 1, actor: 'orchestrator' },
  entity: {
    id: project,
    patch: {
      ...{ kind: 'run', limit: 'hard', soft_micros: null, hard_micros: 10, subject_id: run },
      detail: 'the budget of the run of $0.00001 would be broken',
      ...patch,
    },
  },
});

it('says that a hard limit of the run stopped a call', () => {
  expect(budgetLine(event({}), run)).toBe(
    'No model was called: the budget of the run of $0.00001 would be broken.',
  );
});

it('says that a soft limit of the project is passed', () => {
  const passed = event({ kind: 'day', limit: 'soft', subject_id: null, detail: 'the budget is beyond $1' });
  expect(budgetLine(passed, run)).toBe('The budget is beyond $1.');
});

it('says nothing of budgets of another run, nor of other events', () => {
  expect(budgetLine(event({}), other)).toBeNull();
  expect(budgetLine(event({}, 'project.updated'), run)).toBeNull();
});
