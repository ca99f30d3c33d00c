'use client';
import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import type { Provider } from '@overmind/contracts/entities/provider';
import { KeyDialog } from './form/key-dialog.tsx';
import { ProviderDialog } from './form/provider-dialog.tsx';
import { ModelDialog } from './models/model-dialog.tsx';
import { closeProvider, useProvidersPlace } from './providers-place.ts';

interface ProviderOverlaysProps {
  providers: readonly Provider[];
  models: readonly CatalogueModel[];
}

/** What the address says lies over the page; what it names and is not there shows nothing. */
export function ProviderOverlays({ providers, models }: ProviderOverlaysProps) {
  const { edit, key, model, isAdding } = useProvidersPlace();
  const edited = providers.find(({ name }) => name === edit);
  const keyed = providers.find(({ name }) => name === key);
  const set = models.find(({ ref }) => ref === model);
  const taken = providers.map(({ name }) => name);
  if (isAdding) return <ProviderDialog provider={null} taken={taken} onClose={closeProvider} />;
  if (edited !== undefined)
    return <ProviderDialog key={edited.name} provider={edited} taken={taken} onClose={closeProvider} />;
  if (keyed !== undefined) return <KeyDialog key={keyed.name} provider={keyed} onClose={closeProvider} />;
  if (set !== undefined) return <ModelDialog key={set.ref} model={set} onClose={closeProvider} />;
  return null;
}
