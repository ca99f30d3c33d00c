import type { RunJob } from '@overmind/contracts/entities/run';
import type { Answer, RunStatement } from '../connection/outbox.ts';
import { InputQueue } from './input-queue.ts';
import { PermissionDesk } from './permission-desk.ts';

/** What passes between a run's coding agent and people, both ways, for as long as the run is worked on. */
export class Dialogue {
  readonly permissions: PermissionDesk;
  readonly inputs: InputQueue;
  /** Of the agent's session, once it has one that can be gone on with. */
  sessionId: string | null = null;

  constructor({ agent }: RunJob, say: (statement: RunStatement) => Promise<Answer>) {
    this.permissions = new PermissionDesk(say, agent.config.permission_timeout_s * 1_000);
    this.inputs = new InputQueue(say);
    if (agent.config.executor !== 'acp') this.inputs.close('This run has no coding agent to talk to.');
  }

  /** The agent is gone: what people still say is refused. */
  close(): void {
    this.inputs.close("The agent's session has ended; ask for changes in the review instead.");
  }
}
