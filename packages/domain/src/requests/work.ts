import type { PlannedTask, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { chooseAgent } from '../agents/choose.ts';
import { findNamedAgent } from '../agents/named.ts';
import type { UnderstandContext } from './context.ts';
import { writeCriteria } from './criteria.ts';
import type { Joint } from './language/split.ts';
import { classifyTask } from './task-type.ts';
import { writeTitle } from './title.ts';
import { backReferences } from './vocabulary.ts';

/** One piece of work, as it was read; what later parts say of it is added. */
export interface WorkItem {
  /** In the imperative, whole words restored, without agent and priority. */
  command: string;
  /** As it was said. */
  said: string;
  joint: Joint;
  priority: number | null;
  agent: string | null;
  criteria: string[];
  targets: string[];
  confidence: number;
}

const defaultPriority = 3;
const maxTasks = 50;

/** One request for all the work of an utterance, so that its tasks can wait for one another. */
export function planWork(all: readonly WorkItem[], context: UnderstandContext): UnderstoodRequest {
  const items = all.slice(0, maxTasks);
  const dependencies = orderStages(items);
  return {
    kind: 'work',
    intent: 'create_tasks',
    tasks: items.map((item, index) => planTask(item, dependencies[index] ?? [], context)),
    targets: [...new Set(items.flatMap((item) => item.targets))],
    agent: null,
    priority: null,
    needs_clarification:
      all.length > maxTasks ? `That is more than ${maxTasks} tasks at once. Which shall come first?` : null,
    confidence: Math.min(...items.map((item) => item.confidence)),
  };
}

function planTask(item: WorkItem, dependsOn: number[], context: UnderstandContext): PlannedTask {
  const title = writeTitle(item.command);
  const type = classifyTask(item.command);
  const named = context.agents.find((agent) => agent.name === item.agent);
  return {
    ...{ type, title, description: item.said },
    acceptance_criteria: writeCriteria(type, title, item.criteria),
    priority: item.priority ?? defaultPriority,
    agent: named?.name ?? chooseAgent(type, item.said, context.agents),
    depends_on: dependsOn,
  };
}

/** Each "then", and each part that speaks of a result before it, begins a stage that waits for the stage before. */
function orderStages(items: readonly WorkItem[]): number[][] {
  let before: number[] = [];
  let stage: number[] = [];
  return items.map((item, index) => {
    const isLater = item.joint === 'then' || backReferences.some((says) => says.test(item.command));
    if (index > 0 && isLater) {
      before = stage;
      stage = [];
    } else if (item.joint === 'new') {
      before = [];
      stage = [];
    }
    stage.push(index);
    return [...before];
  });
}

/** An agent addressed at the beginning does all that follows, as far as it handles it and no other is named. */
export function addressAll(items: readonly WorkItem[], text: string, context: UnderstandContext): WorkItem[] {
  const addressed = findNamedAgent(/^\S+(?:\s+agent)?[,:]?/.exec(text)?.[0] ?? '', context.agents);
  const agent = context.agents.find((candidate) => candidate.name === addressed);
  if (agent === undefined) return [...items];
  return items.map((item) =>
    item.agent === null && agent.handles.includes(classifyTask(item.command))
      ? { ...item, agent: agent.name }
      : item,
  );
}
