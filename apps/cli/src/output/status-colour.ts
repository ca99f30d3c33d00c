import type { RunStatus } from '@overmind/contracts/entities/run';
import type { TaskStatus } from '@overmind/contracts/entities/task';
import type { Colours } from '../terminal/colour.ts';

const tones: Record<TaskStatus | RunStatus, keyof Colours> = {
  queued: 'dim',
  in_progress: 'cyan',
  started: 'cyan',
  streaming: 'cyan',
  blocked: 'yellow',
  needs_review: 'yellow',
  done: 'green',
  completed: 'green',
  failed: 'red',
  timed_out: 'red',
  canceled: 'dim',
};

export const paintStatus = (status: TaskStatus | RunStatus, colours: Colours): string =>
  colours[tones[status]](status.replaceAll('_', ' '));
