/** What any node may tell the node that holds a runner's channel. */
export type RunnerCommand =
  | { kind: 'cancel'; run_id: string; reason: string }
  | { kind: 'ask'; ask_id: string }
  | { kind: 'drain' };
