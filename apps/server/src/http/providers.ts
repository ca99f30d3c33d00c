import * as routes from '@overmind/contracts/routes/providers';
import type { Core } from '@overmind/core/core';
import { putProvider, removeProvider, updateProvider } from '@overmind/core/providers/change';
import { putProviderKey, removeProviderKey } from '@overmind/core/providers/keys';
import { getProvider, listProviders } from '@overmind/core/providers/read';
import { rotateMasterKey } from '@overmind/core/providers/rotate';
import { type Handler, on, wholeList } from './handle.ts';

export const providerHandlers = (core: Core): Handler[] => [
  on(routes.listProviders, ({ call }) => wholeList(listProviders(core, call))),
  on(routes.getProvider, ({ params }) => getProvider(core, params.provider)),
  on(routes.putProvider, ({ call, params, body }) => putProvider(core, call, params.provider, body)),
  on(routes.updateProvider, ({ call, params, body }) => updateProvider(core, call, params.provider, body)),
  on(routes.deleteProvider, ({ call, params }) => removeProvider(core, call, params.provider)),
  on(routes.putProviderKey, ({ call, params, body }) =>
    putProviderKey(core, call, params.provider, body.key),
  ),
  on(routes.deleteProviderKey, ({ call, params }) => removeProviderKey(core, call, params.provider)),
  on(routes.rotateMasterKey, ({ call }) => rotateMasterKey(core, call)),
];
