import { pinnedLookup, type Reach } from '@overmind/outbound/pinned-lookup';
import { Agent, type Dispatcher } from 'undici';
import { ProviderFault } from '../failures/provider-fault.ts';

/** Connections to providers, kept open between calls, apart by where they may lead. */
export class Dispatchers implements AsyncDisposable {
  readonly #agents = new Map<Reach, Agent>();
  #isEnded = false;

  /** Throws when they were disposed of: what was broken off by that is not to begin anew. */
  for(reach: Reach): Dispatcher {
    if (this.#isEnded) throw new ProviderFault('aborted', 'was given up, as the program ends');
    const kept = this.#agents.get(reach);
    if (kept !== undefined) return kept;
    // The library's own time-outs are off: a watch ends what takes too long, and says why.
    const agent = new Agent({
      ...{ headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 10_000 },
      connect: { lookup: pinnedLookup(reach), timeout: 30_000 },
    });
    this.#agents.set(reach, agent);
    return agent;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }
}
