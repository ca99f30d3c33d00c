import type { RunCredential } from '../executors/run-credential.ts';
import type { SecretAutomaton } from '../output/redactor.ts';
import type { RunOutput } from '../output/run-output.ts';
import type { RunControl } from '../process/run-control.ts';
import type { ProcessKind } from '../process/standstill.ts';
import type { RunSpool } from '../spool/run-spool.ts';
import type { SavedChanges } from './result.ts';
import type { RunSetting } from './run-setting.ts';
import type { RunTalk } from './run-talk.ts';
import type { StepBoard } from './step-board.ts';

/** What a run has at hand while it executes. */
export interface Execution {
  /** What its processes are marked as. */
  kind: ProcessKind;
  spool: RunSpool;
  control: RunControl;
  setting: RunSetting;
  output: RunOutput;
  secrets: SecretAutomaton;
  tmpDir: string;
  variables: Record<string, string>;
  /** With which a coding agent calls the server; null where it does not. */
  access: RunCredential | null;
  board: StepBoard;
  talk: RunTalk;
  /** Set when the disk ran full and the run had to give its workspace back. */
  isDiskFull: boolean;
  /** What could be kept of its changes before that; null as long as nobody tried. */
  saved: SavedChanges | null;
}
