import { join } from 'node:path';
import { RunJob } from '@overmind/contracts/entities/run';
import { KeptWorkspaces } from '../workspace/disk/kept.ts';
import { KeyedMutex } from '../workspace/mutex.ts';

/** Takes a kept workspace over for a job, as a process of its own that can be killed meanwhile. */
const [dataDir = '', job = ''] = process.argv.slice(2);
const next = RunJob.parse(JSON.parse(job));
const kept = new KeptWorkspaces(join(dataDir, 'kept'), new KeyedMutex());
await kept.adopt(next, join(dataDir, 'runs', next.run.id));
