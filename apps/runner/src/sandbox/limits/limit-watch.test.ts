import { once } from 'node:events';
import { ResourceLimits } from '@overmind/contracts/entities/agent';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StepProcess } from '../../process/step-process.ts';
import { runMarker } from '../../process/tree.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { DiskUse } from './disk-use.ts';
import { LimitWatch } from './limit-watch.ts';

/** A program where the kernel counts for nobody: no namespaces and no control groups. */
async function watchProgram(script: string, limits: Partial<ResourceLimits>) {
  const folder = await tempFolder();
  const marker = `${runMarker}=watched-${process.pid}-${folder}`;
  const disk = new DiskUse([folder], (limits.disk_mb ?? 64) * 1024 * 1024);
  await disk.start();
  const step = await StepProcess.start({
    ...{ argv: ['/bin/sh', '-c', script], cwd: folder, marker, onSpawn: () => {} },
    env: { PATH: process.env['PATH'] ?? '', [runMarker]: marker.slice(runMarker.length + 1) },
  });
  onTestFinished(() => step.end(0));
  const watch = new LimitWatch({
    ...{ limits: ResourceLimits.parse(limits), group: null, disk, trees: () => [step.tree] },
  });
  onTestFinished(() => watch[Symbol.asyncDispose]());
  if (!watch.exceeded.aborted) await once(watch.exceeded, 'abort');
  return String(watch.exceeded.reason);
}

describe.runIf(process.platform === 'linux')('limits without control groups', () => {
  it('count processes from outside, those that left their group and session included', async () => {
    const script = 'i=0; while [ $i -lt 12 ]; do setsid sleep 60 & i=$((i+1)); done; wait';
    expect(await watchProgram(script, { processes: 10 })).toContain('more than the 10 processes');
  });

  it('count memory from outside', async () => {
    const hog = `${process.execPath} -e 'const kept = Buffer.alloc(160 * 1024 * 1024, 1); setInterval(() => kept.length, 1000)'`;
    expect(await watchProgram(hog, { memory_mb: 96 })).toContain('more than the 96 MB of memory');
  });

  it('measure the disk', async () => {
    const fill = 'dd if=/dev/zero of=big bs=1M count=40 2>/dev/null; sync; sleep 60';
    expect(await watchProgram(fill, { disk_mb: 16 })).toContain('more than the 16 MB');
  });
});
