import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { SandboxLevel } from '@overmind/contracts/entities/run';
import { type Isolation, probeIsolation, processGroups } from '../process/isolation.ts';
import { probeBubblewrap } from './bubblewrap.ts';
import type { Sandbox } from './sandbox.ts';
import { probeSandboxExec } from './sandbox-exec.ts';

/** What this machine offers, tried once when the runner starts. */
export interface Offer {
  best: Sandbox;
  /** Keeps processes together and hides nothing. */
  plain: Sandbox;
}

export type Choice = { ok: true; sandbox: Sandbox; level: SandboxLevel } | { ok: false; detail: string };

export async function probeOffer(settings: {
  isolation: 'auto' | 'groups';
  sandbox: 'auto' | 'off';
}): Promise<Offer> {
  if (settings.isolation === 'groups') {
    const groups = plainSandbox(processGroups);
    return { best: groups, plain: groups };
  }
  const plain = plainSandbox(await probeIsolation());
  if (settings.sandbox === 'off') return { best: plain, plain };
  return { best: (await probeBubblewrap()) ?? (await probeSandboxExec()) ?? plain, plain };
}

/** Namespaces or process groups, behind the same interface. */
function plainSandbox(isolation: Isolation): Sandbox {
  const isNamespace = isolation.level === 'pid_namespace';
  return {
    name: isNamespace ? 'process namespaces' : 'process groups',
    level: 'restricted',
    hasOwnFiles: false,
    holdsTree: isNamespace,
    sparesLeader: false,
    canCutNetwork: isNamespace,
    // Only root may bring up the loopback of a network namespace that `unshare` made.
    canAllowHosts: isNamespace && process.getuid?.() === 0,
    wrap: (argv, { network }) => isolation.wrap(argv, network === 'cut' ? 'none' : 'full') ?? [...argv],
  };
}

/** How to get a sandbox here; null where there is one. */
export function adviceFor(offer: Offer): string | null {
  if (offer.best.level === 'sandboxed') return null;
  if (process.platform !== 'linux') return 'Run the runner on Linux or macOS to have one.';
  return (
    'Install bubblewrap on the runner, for example with "sudo apt-get install bubblewrap", ' +
    'and see that user namespaces are allowed; then restart the runner.'
  );
}

/** The sandbox for an agent, or a sentence why it cannot have the one it must have. */
export function chooseSandbox(offer: Offer, config: Pick<AgentConfig, 'sandbox' | 'network'>): Choice {
  const sandbox = config.sandbox === 'none' ? offer.plain : offer.best;
  if (config.sandbox === 'required' && sandbox.level !== 'sandboxed') {
    return {
      ok: false,
      detail: `This agent must run in a sandbox, and this runner has none. ${adviceFor(offer) ?? ''}`.trim(),
    };
  }
  const canLimitNetwork =
    config.network === 'full' || (config.network === 'none' ? sandbox.canCutNetwork : sandbox.canAllowHosts);
  if (!canLimitNetwork) {
    const detail = 'The network of this agent is limited, and this runner cannot limit it.';
    return { ok: false, detail: `${detail} ${adviceFor(offer) ?? ''}`.trim() };
  }
  return { ok: true, sandbox, level: config.sandbox === 'none' ? 'none' : sandbox.level };
}
