import type { Limits } from '../limits.ts';
import type { Isolation } from '../process/isolation.ts';
import type { KeyedMutex } from '../workspace/mutex.ts';
import type { AllowedRoots } from '../workspace/roots.ts';

/** What every run of a runner shares. */
export interface RunSetting {
  roots: AllowedRoots;
  worktreesDir: string;
  isolation: Isolation;
  mutex: KeyedMutex;
  limits: Limits;
  /** The runner's own environment, of which commands see a part. */
  environment: Readonly<Record<string, string | undefined>>;
  /** The runner's token: never passed on, always redacted. */
  token: string;
}
