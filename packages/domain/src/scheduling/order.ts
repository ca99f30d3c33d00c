interface Waiting {
  id: string;
  priority: number;
  createdAt: Date;
}

const ageingStepMs = 30 * 60 * 1_000;

/**
 * The most urgent first. A task gains one level for every 30 minutes it waits, without end, so that every task
 * comes before all that are made long enough after it. Then the older, then the smaller id.
 */
export function byUrgency(now: Date): (one: Waiting, other: Waiting) => number {
  const level = (task: Waiting) =>
    task.priority - Math.floor(Math.max(0, now.getTime() - task.createdAt.getTime()) / ageingStepMs);
  return (one, other) =>
    level(one) - level(other) ||
    one.createdAt.getTime() - other.createdAt.getTime() ||
    (one.id < other.id ? -1 : Number(one.id > other.id));
}
