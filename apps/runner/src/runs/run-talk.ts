import type { SandboxLevel, StepResult } from '@overmind/contracts/entities/run';
import type { Dialogue } from '../dialogue/dialogue.ts';

export interface RunView {
  baseCommit: string | null;
  steps: readonly StepResult[];
}

interface Circumstances {
  /** Null while no process of the run could start. */
  sandbox: SandboxLevel | null;
  /** Of a coding agent, once it has one that can be gone on with. */
  sessionId: string | null;
}

/** How a run stands, for the server. */
export function stateOf({ baseCommit, steps }: RunView, { sandbox, sessionId }: Circumstances) {
  return {
    type: 'state' as const,
    status: 'streaming' as const,
    base_commit: baseCommit,
    steps: structuredClone([...steps]),
    ...(sandbox === null ? {} : { sandbox }),
    ...(sessionId === null ? {} : { session_id: sessionId }),
  };
}

/** How a run speaks with the server and with people while it executes. */
export interface RunTalk {
  report: (view: RunView) => void;
  /** Called before any process of the run starts. */
  onSandbox: (level: SandboxLevel) => void;
  dialogue: Dialogue;
}
