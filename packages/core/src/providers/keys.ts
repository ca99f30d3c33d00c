import type { Provider } from '@overmind/contracts/entities/provider';
import { AppError } from '@overmind/contracts/errors';
import { deleteProviderState } from '@overmind/db/queries/models/catalogue';
import {
  deleteKeyRow,
  findProviderRow,
  lockProviders,
  putKeyRow,
  putProviderRow,
  touchProviderRow,
} from '@overmind/db/queries/models/providers';
import { topics } from '../bus/bus.ts';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { originOf, sealKey } from './open-key.ts';
import { getProviderIn } from './read.ts';

/** Of a shorter key, four characters would be too large a part. */
const shortestShown = 16;

/** What a provider said to another key, or to none, is asked anew. */
async function forgetStateOf(w: Write, name: string): Promise<void> {
  await deleteProviderState(w.tx, name);
  w.publish(topics.models, name);
}

/** Sets or replaces a key. It is never answered again, only used. */
export async function putProviderKey(core: Core, call: Call, name: string, key: string): Promise<Provider> {
  if (core.environmentProviders.get(name)?.key)
    throw new AppError(
      'rule_violated',
      `The key of "${name}" is set in the environment where the server runs, and that one is used. Remove it there first.`,
      { rule: 'provider.from_environment' },
    );
  // No idempotency key: its fingerprint would be a fast hash of the secret.
  return write(core, { ...call, idempotency: null }, async (w) => {
    await lockProviders(w.tx);
    const before = await getProviderIn(core, w.tx, name);
    requireVersion(call, before.version);
    if (await findProviderRow(w.tx, name)) await touchProviderRow(w.tx, name);
    else {
      const fresh = { base_url: null, is_local: false, serves_itself_at: null, is_enabled: true };
      await putProviderRow(w.tx, { ...before, ...fresh });
    }
    // Under the lock: a rotation that goes on meanwhile forgets the master key that was active before.
    const place = { provider: name, origin: originOf(before.base_url) };
    const sealed = await sealKey(core, place, key);
    await putKeyRow(w.tx, {
      ...{ ...place, ...sealed, set_by_user_id: userIdOf(call) },
      last_four: key.length < shortestShown ? null : key.slice(-4),
    });
    w.audit('provider.key_set', null, null, { provider: name });
    await forgetStateOf(w, name);
    return getProviderIn(core, w.tx, name);
  });
}

export const removeProviderKey = (core: Core, call: Call, name: string): Promise<Provider> =>
  write(core, call, async (w) => {
    await lockProviders(w.tx);
    const before = await getProviderIn(core, w.tx, name);
    requireVersion(call, before.version);
    if (!(await deleteKeyRow(w.tx, name))) return before;
    await touchProviderRow(w.tx, name);
    w.audit('provider.key_removed', null, null, { provider: name });
    await forgetStateOf(w, name);
    return getProviderIn(core, w.tx, name);
  });
