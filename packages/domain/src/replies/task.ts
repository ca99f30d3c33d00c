import type { TaskFacts } from './facts.ts';
import { ago, agoExactly, lasting } from './time.ts';
import { joined, named, plural, sentence, shorten, statusPhrases } from './wording.ts';

/** How a task is, in two or three sentences. */
export function tellTask(task: TaskFacts, now: Date): string {
  const agent = task.agent === null ? '' : `, with ${task.agent}`;
  return [`${named(task)} ${statusPhrases[task.status]}${agent}.`, detail(task, now)]
    .filter((line) => line !== '')
    .join('\n');
}

function detail(task: TaskFacts, now: Date): string {
  const { run, status } = task;
  if (status === 'in_progress') {
    const step = run?.steps.find((each) => each.status === 'running');
    const parts = [
      run?.started_at == null
        ? ''
        : `attempt ${run.attempt} has been going on for ${lasting(run.started_at, now)}`,
      step === undefined ? '' : `it is at "${step.name}"`,
    ].filter((part) => part !== '');
    const text = parts.join(', ');
    return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  }
  if (status === 'needs_review' || status === 'done') return shorten(run?.summary ?? '');
  if (status === 'queued') return reasonToWait(task);
  return sentence(task.status_reason ?? '');
}

function reasonToWait(task: TaskFacts): string {
  const { waits_for: waits, status_reason: reason, agent, agent_is_enabled: isEnabled, run } = task;
  if (waits.length > 0) return `It waits for ${joined(waits.map((each) => `**${each.key}**`))}.`;
  if (reason !== null && reason !== '') return `It waits: ${sentence(reason)}`;
  if (agent === null) return 'No agent is assigned to it.';
  if (isEnabled === false) return `Its agent ${agent} is disabled.`;
  return run?.status === 'queued'
    ? 'Its run waits for a free runner.'
    : 'It starts as soon as its turn comes.';
}

/** Why a task stands where it stands. */
export function tellWhy(task: TaskFacts, isPaused: boolean): string {
  const { status, status_reason: reason } = task;
  switch (status) {
    case 'failed':
      return tellFailure(task);
    case 'blocked':
      return `${named(task)} is blocked: ${sentence(reason ?? '') || 'no reason was given.'}`;
    case 'queued': {
      const why = isPaused ? 'The project is paused; say resume to go on.' : reasonToWait(task);
      return `${named(task)} is queued. ${why}`;
    }
    case 'canceled':
      return `${named(task)} is canceled: ${sentence(reason ?? '') || 'no reason was given.'}`;
    case 'needs_review':
      return `${named(task)} did not fail: its run succeeded and it is waiting for your review.`;
    case 'in_progress':
      return `${named(task)} is running${task.agent === null ? '' : ` with ${task.agent}`}.`;
    case 'done':
      return `${named(task)} is done${task.moved?.by == null ? '' : `; ${task.moved.by} approved it`}.`;
  }
}

function tellFailure(task: TaskFacts): string {
  const { run, attempts } = task;
  const step = run?.steps.find((each) => each.status === 'failed' || each.status === 'timed_out');
  const code = step?.exit_code ?? run?.exit_code ?? null;
  const exit = code === null ? '' : ` with exit code ${code}`;
  const verb = step?.status === 'timed_out' ? 'took too long' : 'failed';
  const told = [
    sentence(task.status_reason ?? run?.status_detail ?? ''),
    step === undefined
      ? code === null
        ? ''
        : `The exit code was ${code}.`
      : `The ${step.kind} "${shorten(step.name, 80)}" ${verb}${exit}.`,
    attempts > 0 ? `It was tried ${attempts === 1 ? 'once' : plural(attempts, 'time')}.` : '',
  ].filter((line) => line !== '');
  return `${named(task)} failed. ${told.join(' ')}`.trim();
}

export function tellWhen(task: TaskFacts, now: Date): string {
  const { run, moved } = task;
  const lines = [
    moved === null ? '' : `${named(task)} ${statusPhrases[task.status]}, since ${agoExactly(moved.at, now)}.`,
    `${moved === null ? named(task) : 'It'} was asked for ${agoExactly(task.created_at, now)}.`,
    run?.started_at == null
      ? 'It has not started yet.'
      : `Its latest run started ${agoExactly(run.started_at, now)}`,
  ];
  const end =
    run?.started_at == null
      ? ''
      : run.finished_at === null
        ? ' and is still going on.'
        : ` and ended ${ago(run.finished_at, now)}, after ${lasting(run.started_at, run.finished_at)}.`;
  return `${lines.filter((line) => line !== '').join('\n')}${end}`;
}

const actsOf = { done: 'approved', canceled: 'canceled', blocked: 'blocked' } as const;

export function tellWho(task: TaskFacts): string {
  const { agent, run, moved } = task;
  const works = task.status === 'done' || task.status === 'canceled' ? 'was given to' : 'is with';
  const act = moved === null || moved.by === null ? undefined : actsOf[moved.to as keyof typeof actsOf];
  return [
    `${named(task)} ${agent === null ? 'has no agent yet' : `${works} ${agent}`}${run?.runner == null ? '' : `, on the runner ${run.runner}`}.`,
    `${task.created_by ?? 'The orchestrator'} asked for it${task.requested_by === 'voice' ? ' by voice' : ''}.`,
    act === undefined ? '' : `${moved?.by} ${act} it.`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
