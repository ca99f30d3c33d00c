/**
 * One thing that a confined command sees otherwise than the machine has it. Later ones stand on top of earlier ones.
 *
 * `hide` leaves nothing to read there; `read` shows a folder or file, `write` lets it be changed as well, both from
 * `from` where that is another place.
 */
export type Mount =
  | { kind: 'hide'; path: string; isFolder: boolean }
  | { kind: 'read' | 'write'; path: string; from?: string };

/** What a command may see and reach. */
export interface View {
  mounts: readonly Mount[];
  /** `cut` leaves a loopback of its own and nothing else. */
  network: 'host' | 'cut';
}

/** A way to shut commands in that has proven itself on this machine. */
export interface Sandbox {
  name: 'bubblewrap' | 'sandbox-exec' | 'process namespaces' | 'process groups';
  /** What it gives at its best; `restricted` keeps processes together and hides no file. */
  level: 'sandboxed' | 'restricted';
  /** Mounts are shown as such; else paths stay what they are and only rights to them change. */
  hasOwnFiles: boolean;
  /** Nothing can slip away: when the first process goes, all go. */
  holdsTree: boolean;
  /** Its first process watches over the rest and must not be asked to end. */
  sparesLeader: boolean;
  canCutNetwork: boolean;
  /** With its network cut it still has a loopback of its own, behind which a proxy can stand. */
  canAllowHosts: boolean;
  /** The argv to spawn instead. */
  wrap(argv: readonly string[], view: View): string[];
}
