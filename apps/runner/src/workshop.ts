import { join } from 'node:path';
import type { SandboxLevel } from '@overmind/contracts/entities/run';
import { AskDesk } from './connection/ask-desk.ts';
import type { Link } from './connection/link.ts';
import type { Rooms, Surroundings } from './rooms.ts';
import { sweepLeftBehind } from './runs/resume.ts';
import { makeRunSetting } from './runs/run-setting.ts';
import { RunTable } from './runs/run-table.ts';
import { adviceFor, probeOffer } from './sandbox/choose.ts';
import { sweepGroups } from './sandbox/limits/group-places.ts';
import { SpoolBudget } from './spool/budget.ts';
import { KeptPlaces } from './terminal/kept-places.ts';

/** Where the work is done, once a runner knows its machine and what an earlier one left there. */
export interface Workshop {
  sandbox: SandboxLevel;
  table: RunTable;
  asks: AskDesk;
  keptPlaces: KeptPlaces;
  /** Takes up what an earlier runner left, and from then on whatever comes. */
  open(): void;
}

export interface WorkshopOptions extends Surroundings {
  rooms: Rooms;
  link: Link;
  /** Another run could be taken. */
  onFree: () => void;
}

/** Looks what the machine offers, and cleans up after an earlier runner. */
export async function fitOut({
  settings,
  environment,
  log,
  rooms,
  link,
  onFree,
}: WorkshopOptions): Promise<Workshop> {
  const { roots, places, mutex, workspaces, agents, outbox, clock } = rooms;
  const [offer] = await Promise.all([probeOffer(settings), agents.start(), sweepGroups()]);
  const { level, name } = offer.best;
  const sandbox = `${level} (${name})`;
  log('info', 'The runner starts.', { sandbox, capacity: settings.capacity, roots: roots.list });
  const advice = adviceFor(offer);
  if (advice !== null) log('warn', `Runs are not in a sandbox on this machine. ${advice}`);
  const shared = { roots, places, mutex, workspaces, agents: agents.setting };
  const setting = makeRunSetting({ settings, environment, offer, ...shared });
  const runsDir = join(settings.dataDir, 'runs');
  const budget = new SpoolBudget(settings.limits.spoolBytes);
  const left = await sweepLeftBehind({ runsDir, budget, workspaces, log });
  const server = { url: settings.serverUrl, token: settings.token };
  const table = new RunTable({
    ...{ runsDir, capacity: settings.capacity, setting, budget, link, clock, onFree },
    delivery: { server, outbox, limits: settings.limits, log },
  });
  return {
    sandbox: level,
    table,
    asks: new AskDesk({ setting, link, log }),
    keptPlaces: new KeptPlaces({ ...setting, kept: workspaces.kept, runsDir }),
    open: () => {
      rooms.keptSweep.start();
      table.start(left);
    },
  };
}
