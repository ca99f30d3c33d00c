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
};
