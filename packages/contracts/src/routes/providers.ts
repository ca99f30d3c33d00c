import { z } from 'zod';
import { ProviderName } from '../entities/model.ts';
import { NewProviderKey, Provider, ProviderPatch, ProviderSettings } from '../entities/provider.ts';
import { defineRoute } from './route.ts';

const admin = { kind: 'admin' } as const;
const ProviderParams = z.strictObject({ provider: ProviderName });

export const listProviders = defineRoute({
  id: 'models.providers.list',
  method: 'GET',
  path: '/models/providers',
  summary: 'Providers of models; addresses and keys are told of to administrators only',
  policy: { kind: 'signed_in', isForProjectTokens: true },
  response: z.object({ items: z.array(Provider), next_cursor: z.null() }),
});
export const getProvider = defineRoute({
  id: 'models.providers.get',
  method: 'GET',
  path: '/models/providers/:provider',
  summary: 'One provider',
  policy: admin,
  params: ProviderParams,
  response: Provider,
});
export const putProvider = defineRoute({
  id: 'models.providers.put',
  method: 'PUT',
  path: '/models/providers/:provider',
  summary: 'Add a provider, or replace its settings; another address forgets its key',
  policy: admin,
  scope: 'admin',
  params: ProviderParams,
  body: ProviderSettings,
  response: Provider,
});
export const updateProvider = defineRoute({
  id: 'models.providers.update',
  method: 'PATCH',
  path: '/models/providers/:provider',
  summary: 'Change settings of a provider; another address forgets its key',
  policy: admin,
  scope: 'admin',
  params: ProviderParams,
  body: ProviderPatch,
  response: Provider,
});
export const deleteProvider = defineRoute({
  id: 'models.providers.delete',
  method: 'DELETE',
  path: '/models/providers/:provider',
  summary: 'Forget the settings and the key of a provider',
  policy: admin,
  scope: 'admin',
  params: ProviderParams,
});
export const putProviderKey = defineRoute({
  id: 'models.providers.key.put',
  method: 'PUT',
  path: '/models/providers/:provider/key',
  summary: 'Set or replace the key of a provider; it is never shown again',
  policy: admin,
  scope: 'admin',
  params: ProviderParams,
  body: NewProviderKey,
  response: Provider,
});
export const deleteProviderKey = defineRoute({
  id: 'models.providers.key.delete',
  method: 'DELETE',
  path: '/models/providers/:provider/key',
  summary: 'Forget the key of a provider',
  policy: admin,
  scope: 'admin',
  params: ProviderParams,
  response: Provider,
});
export const rotateMasterKey = defineRoute({
  id: 'models.keys.rotate',
  method: 'POST',
  path: '/models/keys/rotate',
  summary: 'Seal every stored key with a new master key',
  policy: admin,
  scope: 'admin',
  response: z.object({ resealed: z.number().int() }),
});
