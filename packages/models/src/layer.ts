import { Measures } from './measures.ts';
import { Dispatchers } from './outbound/dispatchers.ts';
import type { ModelPorts } from './ports.ts';
import { UnreadCalls } from './unread-calls.ts';

/** The model layer of a process: its ports, and what it remembers between calls. */
export interface ModelLayer extends AsyncDisposable {
  readonly ports: ModelPorts;
  readonly dispatchers: Dispatchers;
  readonly measures: Measures;
  readonly unread: UnreadCalls;
}

/**
 * Whoever opens it disposes of it: that gives up answers that are yet to be read, so that the ledger has their calls, and
 * breaks off every connection to a provider.
 */
export function openModelLayer(ports: ModelPorts): ModelLayer {
  const dispatchers = new Dispatchers();
  const unread = new UnreadCalls();
  return {
    ...{ ports, dispatchers, measures: new Measures(), unread },
    async [Symbol.asyncDispose]() {
      await unread[Symbol.asyncDispose]();
      await dispatchers[Symbol.asyncDispose]();
    },
  };
}
