'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { CallList } from '#features/model-calls/call-list.tsx';
import { useHasModelCalls } from '#features/model-calls/use-model-calls.ts';
import { modelCalls as text } from '#text/model-calls.ts';
import { Part } from './part.tsx';

/** Which models worked on the task and why, where any did. */
export function TaskModelCalls({ task }: { task: Task }) {
  const of = { projectId: task.project_id, task: task.id };
  if (!useHasModelCalls(of)) return null;
  return (
    <Part title={text.title}>
      <CallList of={of} />
    </Part>
  );
}
