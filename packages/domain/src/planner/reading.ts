import { TaskType } from '@overmind/contracts/entities/task';
import { z } from 'zod';

/** What models write: a database takes neither NUL nor lone surrogates. */
const Written = (max: number) =>
  z
    .string()
    .overwrite((text) => text.replaceAll('\0', '').toWellFormed().trim())
    .min(1)
    .max(max);
/** On one line, as titles and criteria are. */
const WrittenLine = (max: number) =>
  z
    .string()
    .overwrite((text) => text.replaceAll('\0', '').toWellFormed().replace(/\s+/g, ' ').trim())
    .min(1)
    .max(max);

const WrittenTask = z.object({
  title: WrittenLine(80).meta({ description: 'imperative' }),
  description: Written(4_000),
  acceptance_criteria: z.array(WrittenLine(300)).max(10).default([]),
  type: TaskType,
  depends_on: z
    .array(z.number().int().min(0))
    .max(20)
    .default([])
    .meta({ description: 'positions of earlier tasks in this list, from 0' }),
});
export type WrittenTask = z.infer<typeof WrittenTask>;

/** All that a planning model may say. It names no agent, no priority and no act: the rules alone decide those. */
export const PlannerReading = z.object({
  tasks: z
    .array(WrittenTask)
    .max(20)
    .refine(
      (tasks) => tasks.every(({ depends_on }, at) => depends_on.every((before) => before < at)),
      'A task may depend on earlier tasks of the list only.',
    )
    .default([]),
  sentences: z
    .array(WrittenLine(200))
    .max(3)
    .default([])
    .meta({ description: 'what the person may have meant, each as one plain sentence' }),
});
export type PlannerReading = z.infer<typeof PlannerReading>;
