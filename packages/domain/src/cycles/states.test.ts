import { expect, it } from 'vitest';
import { isFinalCycleState, nextCycleState } from './states.ts';

it('leads from queued to completed, one state after the other, and ends there', () => {
  expect(nextCycleState('cycle.queued')).toBe('cycle.started');
  expect(nextCycleState('cycle.updated_state')).toBe('cycle.completed');
  expect(nextCycleState('cycle.completed')).toBeNull();
  expect(nextCycleState('cycle.failed')).toBeNull();
  expect(isFinalCycleState('cycle.failed')).toBe(true);
  expect(isFinalCycleState('cycle.scheduled_runs')).toBe(false);
});
