import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { DetectedAgent } from '@overmind/contracts/entities/runner';
import { findProgram } from '../process/find-program.ts';
import { KnownVersions } from './known-versions.ts';
import type { Preset, PresetStart } from './preset.ts';
import { findPreset, presets } from './presets.ts';
import { isAtLeast } from './version.ts';

export type FoundAgent =
  | { ok: true; argv: string[]; shown: string[]; title: string; preset: Preset | null }
  | { ok: false; detail: string };

interface Detection {
  program: string | null;
  version: string | null;
}

/** Which coding agents there are on this machine, and how each is started. */
export class AgentCatalogue {
  readonly #searchPath: string;
  readonly #versions: KnownVersions;
  readonly #onDetected: (agents: readonly DetectedAgent[]) => void;
  #detected: DetectedAgent[] = [];
  #detecting: Promise<DetectedAgent[]> | null = null;

  /** In the folder agents find a home while they are asked for their version. */
  constructor(
    environment: Readonly<Record<string, string | undefined>>,
    folder: string,
    onDetected: (agents: readonly DetectedAgent[]) => void = () => {},
  ) {
    this.#onDetected = onDetected;
    this.#searchPath = environment.PATH ?? '';
    this.#versions = new KnownVersions(this.#searchPath, folder);
  }

  /** As of the last detection. */
  get detected(): readonly DetectedAgent[] {
    return this.#detected;
  }

  /** Looks again; a program is asked for its version only when it has changed. */
  async detect(): Promise<readonly DetectedAgent[]> {
    this.#detecting ??= this.#detectAll().finally(() => {
      this.#detecting = null;
    });
    return this.#detecting;
  }

  /** The argv of the agent that a config asks for, its program by its full path. */
  async find(acp: AgentConfig['acp']): Promise<FoundAgent> {
    if (acp === undefined)
      return { ok: false, detail: 'Its settings name no coding agent; choose one for the agent' };
    if ('command' in acp) return this.#findCommand(acp.command);
    const preset = findPreset(acp.preset);
    if (preset === null)
      return { ok: false, detail: `This runner knows no coding agent "${acp.preset}"; update it` };
    for (const start of preset.starts) {
      const { program, version } = await this.#look(start, preset);
      if (program === null || (start.since !== undefined && !isAtLeast(version, start.since))) continue;
      const [, ...args] = start.argv;
      return { ok: true, argv: [program, ...args], shown: [...start.argv], title: preset.title, preset };
    }
    const names = [...new Set(preset.starts.map(({ argv }) => argv[0]))].join(' or ');
    const detail = `${preset.title} (${names}) is not installed on this runner; install it there: ${preset.installHint}`;
    return { ok: false, detail };
  }

  async #findCommand([name = '', ...args]: readonly string[]): Promise<FoundAgent> {
    const program = await findProgram(name, '/', this.#searchPath);
    if (program === null)
      return {
        ok: false,
        detail: `The program "${name}" was not found on this runner; install it there, or give its full path`,
      };
    const title = name.split('/').at(-1) ?? name;
    return { ok: true, argv: [program, ...args], shown: [name, ...args], title, preset: null };
  }

  async #detectAll(): Promise<DetectedAgent[]> {
    this.#detected = await Promise.all(presets.map((preset) => this.#detectOne(preset)));
    this.#onDetected(this.#detected);
    return this.#detected;
  }

  async #detectOne(preset: Preset): Promise<DetectedAgent> {
    const looks = await Promise.all(preset.starts.map((start) => this.#look(start, preset, true)));
    const found = looks.find(({ program }) => program !== null);
    return {
      preset: preset.name,
      title: preset.title,
      version: found?.version ?? null,
      is_installed: found !== undefined,
      install_hint: preset.installHint,
    };
  }

  async #look(
    start: PresetStart,
    preset: Preset,
    wantsVersion = start.since !== undefined,
  ): Promise<Detection> {
    const program = await findProgram(start.argv[0], '/', this.#searchPath);
    if (program === null || !wantsVersion) return { program, version: null };
    return { program, version: await this.#versions.of(program, preset.versionArgs) };
  }
}
