import type { CycleCounts } from '@overmind/contracts/entities/cycle';
import type { TaskRow } from '@overmind/db/queries/work/tasks';

export interface TaskLine {
  id: string;
  key: string;
  title: string;
}

/** What the way into one state did: the counts and the note that the cycle keeps, and the rest for a preview. */
export interface Done {
  counts?: Partial<CycleCounts>;
  /** What a person should know though the cycle goes on. */
  note?: string;
  created?: { task: TaskRow; agent: string | null }[];
  canceled?: { task: TaskLine; reason: string }[];
  scheduled?: { task: TaskLine; agent: string }[];
  waiting?: { task: TaskLine; reason: string }[];
}
