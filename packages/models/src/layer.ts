import { ProviderGate } from './limits/provider-gate.ts';
import { Measures } from './measures.ts';
import { Dispatchers } from './outbound/dispatchers.ts';
import type { ModelPorts } from './ports.ts';

/** The model layer of a process: its ports, and what it remembers between calls. */
export interface ModelLayer extends AsyncDisposable {
  readonly ports: ModelPorts;
  readonly dispatchers: Dispatchers;
  readonly measures: Measures;
  gateOf(provider: string): ProviderGate;
}

/** Whoever opens it disposes of it: that breaks off every connection to a provider. */
export function openModelLayer(ports: ModelPorts): ModelLayer {
  const gates = new Map<string, ProviderGate>();
  const dispatchers = new Dispatchers();
  return {
    ...{ ports, dispatchers, measures: new Measures() },
    gateOf(provider) {
      const gate = gates.get(provider) ?? new ProviderGate();
      gates.set(provider, gate);
      return gate;
    },
    [Symbol.asyncDispose]: () => dispatchers[Symbol.asyncDispose](),
  };
}
