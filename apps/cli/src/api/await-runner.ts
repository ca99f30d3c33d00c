import { sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@overmind/client/http';
import type { Runner } from '@overmind/contracts/entities/runner';
import { listRunners } from '@overmind/contracts/routes/runners';

const pollMs = 200;

const offers = (runner: Runner, path: string): boolean =>
  runner.status === 'online' &&
  runner.allowed_roots.some(
    (root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep),
  );

/** A runner that may work at a path, waited for up to `limitMs`; null when none comes. */
export async function awaitRunnerFor(client: Client, path: string, limitMs: number): Promise<Runner | null> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const { items } = await client.call(listRunners, {});
    const found = items.find((runner) => offers(runner, path));
    if (found) return found;
    if (Date.now() >= deadline) return null;
    await pause(pollMs);
  }
}
