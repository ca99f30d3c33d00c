import { join } from 'node:path';
import type { DetectedAgent } from '@overmind/contracts/entities/runner';
import type { AgentSetting } from '../executors/acp/agent-place.ts';
import { type Log, messageOf } from '../log.ts';
import type { Settings } from '../settings.ts';
import { AgentCatalogue } from './agent-catalogue.ts';
import { AgentHomes } from './agent-homes.ts';

export interface AgentRoomOptions {
  settings: Settings;
  environment: Readonly<Record<string, string | undefined>>;
  log: Log;
  /** Tells the server that other agents, or other versions, are there than it was told; false where it cannot. */
  tell: (agents: DetectedAgent[]) => boolean;
}

const settleMs = 1_000;

/** The coding agents of a runner: which there are, where they live, how long they may be silent. */
export class AgentRoom {
  readonly setting: AgentSetting;
  readonly #options: AgentRoomOptions;
  #timer: NodeJS.Timeout | null = null;
  /** What the server has heard; null before the first hello. */
  #told: string | null = null;

  constructor(options: AgentRoomOptions) {
    const { settings, environment } = options;
    const { dataDir, limits, readable } = settings;
    this.#options = options;
    this.setting = {
      catalogue: new AgentCatalogue(environment, dataDir, (agents) => this.#announce(agents)),
      homes: new AgentHomes(join(dataDir, 'agents')),
      trusted: readable,
      silenceMs: limits.agentSilenceMs,
      startMs: limits.agentStartMs,
      carryOverMs: limits.carryOverMs,
      model: { silenceMs: limits.modelSilenceMs, retries: limits.modelRetries },
    };
  }

  /** As of the last look, for the hello: the server knows them from then on. */
  introduce(): DetectedAgent[] {
    const agents = [...this.setting.catalogue.detected];
    this.#told = JSON.stringify(agents);
    return agents;
  }

  /** From now on looks again and again which agents there are, and removes homes that nobody came back to. */
  async start(): Promise<void> {
    await this.#look();
    this.#timer ??= setInterval(() => void this.#look(), this.#options.settings.limits.agentLookMs).unref();
  }

  /** Resolves when the homes that were given up are removed, or soon: the next runner removes the rest. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.setting.homes.settle(settleMs);
  }

  /** Never rejects: a machine whose agents cannot be looked for still does its other work. */
  async #look(): Promise<void> {
    try {
      await this.setting.homes.sweep();
      await this.setting.catalogue.detect();
    } catch (error) {
      const sentence = 'The coding agents on this machine could not be looked for.';
      this.#options.log('warn', sentence, { error: messageOf(error) });
    }
  }

  #announce(agents: readonly DetectedAgent[]): void {
    const said = JSON.stringify(agents);
    if (this.#told !== null && said !== this.#told && this.#options.tell([...agents])) this.#told = said;
  }
}
