import { join } from 'node:path';
import type { RunnerFrame } from '@overmind/contracts/frames/runner';
import { Outbox } from './connection/outbox.ts';
import { ServerClock } from './connection/server-clock.ts';
import type { Log } from './log.ts';
import { AgentRoom } from './presets/agent-room.ts';
import type { Settings } from './settings.ts';
import { TerminalDesk } from './terminal/desk.ts';
import type { KeptPlaces } from './terminal/kept-places.ts';
import { Places } from './terminal/places.ts';
import { recordingUpload } from './terminal/upload.ts';
import { KeptSweep } from './workspace/disk/kept-sweep.ts';
import { KeyedMutex } from './workspace/mutex.ts';
import { openWorkspaceRoom, type WorkspaceRoom } from './workspace/room.ts';
import { AllowedRoots } from './workspace/roots.ts';
import { RootsWatch } from './workspace/roots-watch.ts';

/** What a runner is started with. */
export interface Surroundings {
  settings: Settings;
  environment: Readonly<Record<string, string | undefined>>;
  log: Log;
}

/** What a runner has from its first moment, before it knows its machine. Nothing of it lives before it is started. */
export interface Rooms {
  roots: AllowedRoots;
  rootsWatch: RootsWatch;
  agents: AgentRoom;
  mutex: KeyedMutex;
  workspaces: WorkspaceRoom;
  keptSweep: KeptSweep;
  places: Places;
  terminals: TerminalDesk;
  outbox: Outbox;
  clock: ServerClock;
}

export interface RoomsOptions extends Surroundings {
  /** False where there is no connection. */
  send: (frame: RunnerFrame) => boolean;
  /** The way for people into workspaces that are kept. */
  kept: Pick<KeptPlaces, 'hold'>;
}

export function openRooms({ settings, environment, log, send, kept }: RoomsOptions): Rooms {
  const { dataDir, limits, serverUrl: url, token } = settings;
  const roots = new AllowedRoots();
  const mutex = new KeyedMutex();
  const places = new Places();
  const agents = new AgentRoom({
    ...{ settings, environment, log },
    tell: (detected) => send({ type: 'agents', agents: detected }),
  });
  const workspaces = openWorkspaceRoom(dataDir, limits, mutex);
  workspaces.disk.alsoFrees(agents.setting.homes);
  return {
    roots,
    rootsWatch: new RootsWatch({
      ...{ roots, settings, log },
      tell: (allowed) => send({ type: 'roots', allowed_roots: allowed }),
    }),
    agents,
    mutex,
    workspaces,
    keptSweep: new KeptSweep(workspaces, log),
    places,
    terminals: new TerminalDesk({
      ...{ folder: join(dataDir, 'terminals'), places, kept, send, limits, log },
      upload: recordingUpload({ url, token }),
    }),
    outbox: new Outbox(send),
    clock: new ServerClock(),
  };
}
