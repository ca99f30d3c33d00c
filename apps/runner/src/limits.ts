/** Every length and bound of a runner, in one place so that tests can run fast. */
export interface Limits {
  /** No renewal confirmed for so long: the run's processes are stopped until the lease is known. */
  freezeAfterMs: number;
  leaseCheckMs: number;
  /** Between SIGTERM and SIGKILL. */
  killGraceMs: number;
  /** How long live runs may go on after the runner was told to stop. */
  drainMs: number;
  /** How long the runner then tries to hand the rest back to the server. */
  handBackMs: number;
  pingMs: number;
  deadAfterMs: number;
  helloTimeoutMs: number;
  reconnectMinMs: number;
  reconnectMaxMs: number;
  retryMinMs: number;
  retryMaxMs: number;
  /** Log bytes on disk that the server has not acknowledged; at the bound children are no longer read. */
  spoolBytes: number;
  /** Disk that workspaces, caches and spools may take together. */
  diskBudgetBytes: number;
  /** With less free disk no run begins. */
  diskFloorBytes: number;
  /** With less, runs that go on are ended until there is room again. */
  diskCriticalBytes: number;
  /** How long the changes of a run may take to be kept before its workspace is given up on a full disk. */
  saveChangesMs: number;
  /** How long git may take to register a workspace, and then to write its files. */
  worktreeMs: number;
  /** A terminal in which nothing is typed for so long is ended. */
  terminalIdleMs: number;
  /** What of a terminal does not end for so long, though it was killed, is waited for no more. */
  terminalEndMs: number;
  /** A coding agent that says nothing for so long, and waits for nobody, is ended. */
  agentSilenceMs: number;
  /** How long a coding agent may take until it has a session. */
  agentStartMs: number;
  /** How long a coding agent's program may take to tell the session of an earlier attempt and to take it in. */
  carryOverMs: number;
  /** How often the token with which an agent calls the server is renewed; each time it holds for an hour. */
  agentTokenRenewMs: number;
  /** How long the server may take to answer about such a token. */
  agentTokenAnswerMs: number;
  /** How often it is looked which coding agents there are. */
  agentLookMs: number;
  /** A language model that sends nothing for so long is given up. */
  modelSilenceMs: number;
  /** How often a call is tried again that a provider of models could not answer. */
  modelRetries: number;
}

export const defaultLimits: Limits = {
  freezeAfterMs: 20_000,
  leaseCheckMs: 500,
  killGraceMs: 10_000,
  drainMs: 15_000,
  handBackMs: 3_000,
  pingMs: 20_000,
  deadAfterMs: 45_000,
  helloTimeoutMs: 10_000,
  reconnectMinMs: 200,
  reconnectMaxMs: 10_000,
  retryMinMs: 250,
  retryMaxMs: 10_000,
  spoolBytes: 256 * 1024 * 1024,
  worktreeMs: 600_000,
  terminalIdleMs: 30 * 60_000,
  terminalEndMs: 10_000,
  agentSilenceMs: 10 * 60_000,
  agentStartMs: 120_000,
  carryOverMs: 120_000,
  agentTokenRenewMs: 10 * 60_000,
  agentTokenAnswerMs: 5_000,
  agentLookMs: 30_000,
  modelSilenceMs: 180_000,
  modelRetries: 3,
  diskBudgetBytes: 20 * 1024 ** 3,
  diskFloorBytes: 512 * 1024 * 1024,
  diskCriticalBytes: 8 * 1024 * 1024,
  saveChangesMs: 30_000,
};
