import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@overmind/client/http';
import type { ModelPull } from '@overmind/contracts/entities/model-pull';
import { cancelModelPull, createModelPull, getModelPull } from '@overmind/contracts/routes/models';
import { openSession } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { formatBytes } from '../../output/format.ts';
import { printJson, printLine } from '../../output/print.ts';
import { oneLine } from '../../output/table.ts';
import { Interrupt } from '../../terminal/interrupt.ts';

const lookEveryMs = 500;
const over: readonly ModelPull['status'][] = ['completed', 'failed', 'canceled'];

/** A language model is named after its provider, e.g. `ollama/qwen3:8b`; a speech model has no such name. */
export const isLanguageModel = (name: string): boolean => name.includes('/');

/** Has an Ollama of the server fetch a model, and waits for it. Interrupted, it stops the download. */
export async function pullLanguageModel(ref: string, { json }: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const slash = ref.indexOf('/');
  const [provider, model] = [ref.slice(0, slash), ref.slice(slash + 1)];
  using interrupt = new Interrupt();
  const begun = await client.call(createModelPull, { params: { provider }, body: { model } });
  const ended = await follow(client, begun, interrupt.signal);
  if (json) printJson(ended);
  if (ended.status === 'canceled') {
    interrupt.leave();
    if (!json) printLine('Stopped. Pull again: it goes on from there.');
    return;
  }
  if (ended.status === 'failed') {
    if (json) process.exitCode = exitCodes.failed;
    else throw new Failure(oneLine(ended.error ?? 'The download failed.', 500));
  } else if (!json) printLine(`${ref} is there.`);
}

async function follow(client: Client, begun: ModelPull, signal: AbortSignal): Promise<ModelPull> {
  const params = { provider: begun.provider, pull: begun.id };
  let pull = begun;
  while (!over.includes(pull.status)) {
    show(pull);
    await sleep(lookEveryMs, undefined, { signal }).catch(() => {}); // Interrupted: told below.
    pull = await client.call(signal.aborted ? cancelModelPull : getModelPull, { params });
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  return pull;
}

function show({ step, total_bytes: total, completed_bytes: done }: ModelPull): void {
  if (!process.stderr.isTTY) return;
  const bytes = total === null ? '' : `${formatBytes(done ?? 0)} of ${formatBytes(total)}  `;
  process.stderr.write(`\r\u001b[K${bytes}${oneLine(step ?? 'waiting', 60)}`);
}
