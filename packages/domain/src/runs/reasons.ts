import type { RunReason } from '@overmind/contracts/entities/run';

interface ReasonText {
  /** What happened, without its full stop. */
  what: string;
  /** What a person can do about it. */
  remedy: string;
}

export const reasonTexts: Record<RunReason, ReasonText> = {
  ok: { what: 'The run succeeded', remedy: 'Nothing is to be done.' },
  command_failed: {
    what: 'A command of the agent failed',
    remedy: 'Read its output in the log, fix the cause, then retry.',
  },
  command_not_found: {
    what: 'A program that the agent runs was not found on the runner',
    remedy: "Install it there or correct the agent's commands, then retry.",
  },
  check_failed: {
    what: 'A required check did not pass',
    remedy: 'Read its output in the log, fix what it found, then retry.',
  },
  timed_out: {
    what: 'The run took longer than it may',
    remedy: "Raise the agent's time limits or make the task smaller, then retry.",
  },
  output_limit: {
    what: 'The run wrote more output than it may',
    remedy: "Make its commands quieter or raise the agent's output limit, then retry.",
  },
  no_evidence: {
    what: 'The run claimed success and showed nothing for it',
    remedy: 'Give the agent commands or checks that prove its work, then retry.',
  },
  empty_diff: {
    what: 'The run changed no file, although the task asks for a change',
    remedy: 'Say in the task what is to change, or give the agent commands that change it, then retry.',
  },
  forbidden_path: {
    what: 'The run changed files that its agent may not change',
    remedy:
      'Widen the files the agent may write in its settings, or say in the task what to leave alone, then retry.',
  },
  agent_failed: {
    what: 'The coding agent ended with a fault',
    remedy:
      'Read the transcript and the log; see that the agent is signed in and can reach its model, then retry.',
  },
  agent_silent: {
    what: 'The coding agent said nothing for too long',
    remedy: 'See that it can reach its model, then retry; raise its time limits if it needs that long.',
  },
  conflict: {
    what: 'Conflict markers were left in the files',
    remedy: 'Say how the conflict is to be solved, then retry.',
  },
  disk_full: {
    what: 'The disk of the runner is full',
    remedy: 'Free space there, for example with "overmind workspace prune", then retry.',
  },
  limit_exceeded: {
    what: 'The run used more memory, processes or disk than it may',
    remedy: "Raise the agent's limits or make the task smaller, then retry.",
  },
  over_budget: {
    what: 'A call of a model would have broken a budget',
    remedy: 'Raise the budget or wait until its time is over, then retry.',
  },
  sandbox_unavailable: {
    what: 'The agent asks for a sandbox and its runner has none',
    remedy: 'Install bubblewrap on the runner, or choose another sandbox level in the agent, then retry.',
  },
  workspace_failed: {
    what: 'The workspace could not be made, or what was changed in it could not be committed',
    remedy: 'See that the repository and its base branch exist and that the disk has space, then retry.',
  },
  canceled: { what: 'The run was canceled', remedy: 'Make a new task if it is wanted after all.' },
  lost: {
    what: 'The runner stopped answering',
    remedy: 'See that the runner is up and that the task does not bring it down, then retry.',
  },
  released: {
    what: 'The runner handed the run back',
    remedy: 'See that a runner stays online for this repository, then retry.',
  },
  internal: {
    what: 'Something went wrong on our side',
    remedy: 'Retry; if it happens again, report it with the run’s log.',
  },
};
