import type { ServerToRunnerFrame } from '@overmind/contracts/frames/runner';

/** What any node may tell the node that holds a runner's channel. */
export type RunnerCommand =
  | { kind: 'cancel'; run_id: string; reason: string }
  | { kind: 'ask'; ask_id: string }
  | { kind: 'permission'; request_id: string }
  /** Somebody said something to the coding agent of one of its runs. */
  | { kind: 'input' }
  | { kind: 'drain' }
  | { kind: 'terminal'; frame: Extract<ServerToRunnerFrame, { terminal_id: string }> };
