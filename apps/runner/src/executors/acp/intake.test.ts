import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildAutomaton } from '../../output/redactor.ts';
import { RunOutput } from '../../output/run-output.ts';
import { SpoolBudget } from '../../spool/budget.ts';
import { RunSpool } from '../../spool/run-spool.ts';
import { makeJob } from '../../test-support/job.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { Transcript } from '../../transcript/transcript.ts';
import { Halt } from './halt.ts';
import { Intake } from './intake.ts';

it('does not wait for room any more when the disk has failed, so that a silent agent is noticed', async () => {
  const job = makeJob({ repoPath: '/work' });
  const spool = await RunSpool.create(join(await tempFolder(), 'run'), job, new SpoolBudget(1_000_000));
  const secrets = buildAutomaton([]);
  const output = new RunOutput(spool, secrets, 1_000_000, new AbortController().signal);
  const record = { write: () => 0, tell: () => {}, onBytes: () => {} };
  using transcript = new Transcript({ secrets, ...record }, '/work');
  const intake = new Intake({ job, output }, transcript, new Halt());
  await spool.close();
  spool.addLine('agent', 'to a file that is gone');
  await expect(spool.lines.sync()).rejects.toThrow('file closed');
  await expect(intake.admit()).rejects.toThrow('file closed');
  expect(intake.isWaiting).toBe(false);
});
