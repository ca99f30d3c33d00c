import type { Governed, Rule } from './governing/rule.ts';
import type { SessionStore } from './sessions/store.ts';

/** How a coding agent is started, found and fed. */
export interface Preset {
  name: string;
  title: string;
  /** Tried in order; the first whose program is there, in a version new enough. */
  starts: readonly PresetStart[];
  versionArgs: readonly string[];
  installHint: string;
  /** What a person does on the runner's machine when the agent says that it is not signed in. */
  signInHint: string;
  /** Variables that are passed on where they are set; their values are redacted. Only the agent gets them. */
  secrets: readonly string[];
  /** Likewise, without secrets in them. */
  variables: readonly string[];
  /** For every run; `home` is the agent's own. */
  fixed: (home: string) => Record<string, string>;
  /** Makes it ask for what the agent's policy decides on, whatever the person's own settings say. */
  govern: (rule: Rule) => Promise<Governed>;
  /** It sends `fs/write_text_file` for what it writes itself, unasked, and prints a trace when that is refused. */
  announcesWrites?: boolean;
  /** Files below the person's home that are copied into the agent's; all else of the home stays unseen. */
  homeFiles: readonly string[];
  sessions: SessionStore;
  /** Ways to sign in that need no person, each with the variable that must be set for it. */
  signIns: readonly { method: string; variable: string }[];
}

export interface PresetStart {
  argv: readonly [string, ...string[]];
  /** The first version that understands it. */
  since?: readonly [number, number];
}
