import { remarks } from '@overmind/contracts/entities/request';
import { taskStatuses } from '@overmind/contracts/entities/task';
import { expect, it } from 'vitest';
import { presetAgents } from '../agents/presets.ts';
import { type UnderstandContext, understand } from '../requests/understand.ts';
import { cancelChoice, choicesFor, choicesForTask, revertingChoice } from './choices.ts';
import type { BoardFacts } from './facts.ts';

const tasks = taskStatuses.map((status, index) => ({
  ...{ key: `SHOP-${index + 1}`, title: `Change the page number ${index + 1}`, status, agent: 'backend' },
  ...{ type: 'code_change' as const, updated_at: new Date(index * 1_000).toISOString() },
}));
const context: UnderstandContext = {
  agents: presetAgents(null, null).map(({ name, role, config }) => ({
    ...{ name, role, is_enabled: true, handles: config.handles, paths: config.paths },
  })),
  ...{ tasks, mentioned: [], source: 'chat', prefix: 'SHOP' },
};
const only = (say: string) => {
  const { requests } = understand(say, context);
  expect(requests).toHaveLength(1);
  return requests[0];
};

const intents = {
  Approve: 'approve',
  'Send back': 'reject',
  'Show changes': 'what_changed',
  'Try again': 'retry',
  'Why?': 'ask',
  Cancel: 'cancel',
} as const;

it.each(tasks)('each choice for a task that is $status is understood as it is meant', (task) => {
  for (const { label, say } of choicesForTask(task)) {
    expect(only(say)).toMatchObject({
      intent: intents[label as keyof typeof intents],
      targets: [task.key],
      needs_clarification: null,
    });
  }
});

const board: BoardFacts = {
  counts: { queued: 0, in_progress: 2, blocked: 0, needs_review: 0, done: 0, failed: 0, canceled: 0 },
  tasks: tasks.slice(0, 3).map((task) => ({
    ...{ key: task.key, title: task.title, status: task.status, status_reason: null, agent: null },
    ...{ updated_at: task.updated_at, started_at: null, steps: null },
  })),
  ...{ isPaused: true, now: new Date(0) },
};

it('a board offers to go on where it is paused, and its tasks', () => {
  const [resume, ...named] = choicesFor({ kind: 'board', topic: 'running', board });
  expect(only(resume?.say ?? '')).toMatchObject({ intent: 'resume' });
  expect(named.map((choice) => only(choice.say)?.targets)).toEqual([['SHOP-1'], ['SHOP-2'], ['SHOP-3']]);
  for (const choice of named) expect(only(choice.say)?.intent).toBe('status');
});

it('who asked what cannot be answered is offered what can', () => {
  const choices = choicesFor({ kind: 'unknown' });
  expect(choices.map((choice) => only(choice.say)?.intent)).toEqual(['status', 'status', 'status', 'help']);
});

it.each(remarks)('a reply to a remark (%s) offers nothing that changes something', (remark) => {
  for (const { say } of choicesFor({ kind: 'remark', remark })) {
    expect(['status', 'help', 'ask']).toContain(only(say)?.intent);
  }
});

it('in place of taking back what is final, a task that reverts it is offered', () => {
  const request = only(revertingChoice({ key: 'SHOP-5', title: 'Make "all" buttons blue' }).say);
  expect(request).toMatchObject({ intent: 'create_tasks', needs_clarification: null });
  expect(request?.tasks).toHaveLength(1);
});

it('acts offer their way back', () => {
  const [undo] = choicesFor({ kind: 'acted', act: 'cancel', tasks, refused: [] });
  expect(only(undo?.say ?? '')).toMatchObject({ intent: 'undo' });
  const [resume] = choicesFor({ kind: 'orchestration', state: 'paused', hasChanged: true });
  expect(only(resume?.say ?? '')).toMatchObject({ intent: 'resume' });
  expect(only(cancelChoice('SHOP-1').say)).toMatchObject({ intent: 'cancel', targets: ['SHOP-1'] });
});
