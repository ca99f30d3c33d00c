import { join } from 'node:path';
import type { AgentSetting } from '../executors/acp/agent-place.ts';
import type { Limits } from '../limits.ts';
import type { Offer } from '../sandbox/choose.ts';
import type { SandboxSetting } from '../sandbox/open-confinement.ts';
import { secretPlaces } from '../sandbox/secrets/own-places.ts';
import type { Settings } from '../settings.ts';
import type { Places } from '../terminal/places.ts';
import type { KeyedMutex } from '../workspace/mutex.ts';
import type { WorkspaceRoom } from '../workspace/room.ts';
import type { AllowedRoots } from '../workspace/roots.ts';

/** What every run of a runner shares. */
export interface RunSetting {
  roots: AllowedRoots;
  worktreesDir: string;
  sandbox: SandboxSetting;
  /** Where terminals can be opened. */
  places: Places;
  /** For coding agents. */
  agents: AgentSetting;
  mutex: KeyedMutex;
  workspaces: WorkspaceRoom;
  limits: Limits;
  /** The runner's own environment, of which commands see a part. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Where the server is, without a slash at the end. */
  serverUrl: string;
  /** The runner's token: never passed on, always redacted. */
  token: string;
}

type Shared = Pick<RunSetting, 'roots' | 'places' | 'agents' | 'mutex' | 'workspaces' | 'environment'>;

/** From what a runner was started with and what it has for its runs. */
export function makeRunSetting({
  settings,
  offer,
  ...shared
}: Shared & { settings: Settings; offer: Offer }): RunSetting {
  const hidden = (): string[] => [...secretPlaces(settings, shared.environment), ...shared.roots.list];
  return {
    ...shared,
    worktreesDir: join(settings.dataDir, 'worktrees'),
    sandbox: { offer, hidden, readable: settings.readable },
    limits: settings.limits,
    serverUrl: settings.serverUrl,
    token: settings.token,
  };
}
