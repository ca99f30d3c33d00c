import type { Runner } from '@overmind/contracts/entities/runner';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  findRunner,
  findRunnerByName,
  insertRunner,
  listRunnerRows,
  markRunnerRevoked,
  updateRunnerRow,
} from '@overmind/db/queries/execution/runners';
import { insertToken, revokeTokensOfRunner } from '@overmind/db/queries/identity/tokens';
import { topics } from '../bus/bus.ts';
import { boundOf, type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCyclesForWaitingWork } from '../cycles/request.ts';
import { hashSecret, newSecret } from '../identity/secrets.ts';
import { revoke } from '../identity/sessions.ts';
import { loseRunsOf } from '../runs/leases.ts';
import { type Write, write } from '../write.ts';
import type { RunnerCommand } from './command.ts';

/** A token of one project is told of that project's runs alone. */
export const listRunners = (core: Core, call: Call): Promise<Runner[]> =>
  listRunnerRows(core.db, boundOf(call));

async function issueToken(w: Write, runner: Runner): Promise<string> {
  const token = newSecret('omr');
  await insertToken(w.tx, {
    owner: { runnerId: runner.id },
    name: runner.name,
    scopes: [],
    projectId: null,
    tokenHash: hashSecret(token),
    expiresAt: null,
  });
  return token;
}

export async function registerRunner(core: Core, call: Call, input: { name: string; labels: string[] }) {
  return write(core, { ...call, idempotency: null }, async (w) => {
    const runner = await insertRunner(w.tx, input.name, input.labels);
    if (!runner) throw new AppError('conflict', 'There is a runner of this name already.');
    w.audit('runner.registered', runner.id, null, { name: runner.name });
    return { runner, token: await issueToken(w, runner) };
  });
}

/** The runner that starts beside the server: the same one on every start, with a fresh token each time. */
export async function offerLocalRunner(core: Core, name: string): Promise<string> {
  return write(core, systemCall, async (w) => {
    const runner = (await findRunnerByName(w.tx, name)) ?? (await insertRunner(w.tx, name, ['local']));
    if (!runner) throw new Error('the local runner could not be registered');
    await revokeTokensOfRunner(w.tx, runner.id);
    return issueToken(w, runner);
  });
}

export async function updateRunner(
  core: Core,
  call: Call,
  id: string,
  input: { name?: string | undefined; is_draining?: boolean | undefined; labels?: string[] | undefined },
): Promise<Runner> {
  const updated = await write(core, call, async (w) => {
    if (!(await findRunner(w.tx, id))) throw notFound('runner');
    const change = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const runner =
      Object.keys(change).length === 0 ? await findRunner(w.tx, id) : await updateRunnerRow(w.tx, id, change);
    if (!runner) throw notFound('runner');
    w.audit('runner.updated', id, null, { fields: Object.keys(change) });
    w.publish(topics.runners, id);
    const drain: RunnerCommand = { kind: 'drain' };
    if (input.is_draining === true) w.publish(topics.runner(id), JSON.stringify(drain));
    const mayTakeMore = input.is_draining === false || input.labels !== undefined;
    if (mayTakeMore) w.publish(topics.runsQueued, '');
    return runner;
  });
  if (input.labels !== undefined) await requestCyclesForWaitingWork(core);
  return updated;
}

export async function revokeRunner(core: Core, call: Call, id: string): Promise<void> {
  await write(core, call, async (w) => {
    if (!(await markRunnerRevoked(w.tx, id))) throw notFound('runner');
    await revokeTokensOfRunner(w.tx, id);
    w.audit('runner.revoked', id, null);
    revoke(w, { kind: 'runner', id });
    w.publish(topics.runners, id);
  });
  await loseRunsOf(core, systemCall, id);
}
