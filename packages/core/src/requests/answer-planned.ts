import { sentence } from '@overmind/domain/replies/wording';
import type { MadePlan } from './make-tasks.ts';
import type { Answer } from './say.ts';

/**
 * What the relayer says of a request that became tasks: which are new, which were there, what was left out, and why the
 * model that was to help did not.
 */
export function answerPlanned({ made, waitedFor }: MadePlan, whyNoModel: string | null): Answer[] {
  const known = new Map([...waitedFor, ...made.map((each) => each.task)].map((task) => [task.id, task]));
  const inOrder = [...known.values()].sort((one, other) => one.number - other.number);
  const fresh = made.filter((each) => each.isNew);
  const created: Answer = {
    outcome: {
      kind: 'tasks_created',
      tasks: fresh.map(({ task, agent }) => ({
        key: task.key,
        title: task.title,
        agent,
        priority: task.priority,
        waits_for: inOrder.filter(({ id }) => task.depends_on.includes(id)).map(({ key }) => key),
      })),
      duplicates: made
        .filter((each) => !each.isNew)
        .map(({ task }) => ({ key: task.key, title: task.title })),
    },
    tasks: made.map(({ task }) => ({ id: task.id, key: task.key, title: task.title })),
    choices: [],
    ...(whyNoModel === null ? {} : { note: byRules('Planned', whyNoModel) }),
  };
  return [
    created,
    ...fresh.flatMap(({ task, unknownKeys }) => unknownKeys.map((key) => missing(task.key, key))),
  ];
}

/** That the model which was to help did not, and as much of why as is read in a chat; the ledger has all of it. */
export const byRules = (done: 'Planned' | 'Read', why: string): string =>
  `${done} by rules, without a model: ${sentence(why)}`;

const missing = (taskKey: string, key: string): Answer => ({
  outcome: { kind: 'refused', detail: `There is no task ${key}, so **${taskKey}** does not wait for it.` },
  tasks: [],
  choices: [],
});
