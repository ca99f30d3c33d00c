import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { DependencyCondition } from '@overmind/contracts/entities/task';
import type { WorkItem } from './work/plan.ts';

/** What one clause was taken for. */
export type Reading =
  | { kind: 'request'; request: UnderstoodRequest }
  | { kind: 'work'; item: WorkItem }
  /** It says something of the work before it. */
  | { kind: 'criterion'; text: string }
  | { kind: 'priority'; priority: number; isForAll: boolean }
  | { kind: 'agent'; agent: string; isForAll: boolean }
  /** Until when the work before it waits. */
  | { kind: 'wait'; keys: string[]; after: DependencyCondition }
  | { kind: 'nothing' };

export const requestReading = (request: UnderstoodRequest): Reading => ({ kind: 'request', request });
