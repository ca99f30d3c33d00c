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
  workspace_failed: {
    what: 'The workspace could not be prepared',
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
