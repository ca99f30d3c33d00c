import { expect, it } from 'vitest';
import { statesBetween } from './progress.ts';

it('tells every state on the way, those that were passed between two looks too', () => {
  expect(statesBetween(null, 'cycle.started')).toEqual(['cycle.queued', 'cycle.started']);
  expect(statesBetween('cycle.started', 'cycle.validated_state')).toEqual([
    'cycle.loaded_state',
    'cycle.validated_state',
  ]);
  expect(statesBetween('cycle.started', 'cycle.started')).toEqual([]);
});

it('tells a failure from wherever it came, without the states that were never reached', () => {
  expect(statesBetween('cycle.loaded_state', 'cycle.failed')).toEqual(['cycle.failed']);
  expect(statesBetween('cycle.updated_state', 'cycle.completed')).toEqual(['cycle.completed']);
});
