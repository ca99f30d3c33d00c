import { leaveRunTurn, type RunTurn, takeRunTurn } from '@overmind/contracts/routes/runner-model-turns';
import type { z } from 'zod';
import { RunPart, type RunQuestion } from './run-part.ts';

interface Taken {
  runId: string;
  turnId: string;
  body: z.output<(typeof takeRunTurn)['body']>;
}
interface Left extends Omit<Taken, 'body'> {
  body: z.output<(typeof leaveRunTurn)['body']>;
}

/** The part of the server that keeps the limits of providers. */
export class RunTurns extends RunPart {
  readonly asked: Taken[] = [];
  readonly left: Left[] = [];
  answer: (asked: Taken) => RunTurn['state'] | Promise<RunTurn['state']> = () => 'unlimited';

  constructor() {
    super({ resource: 'model-turns', verb: 'leave' });
  }

  protected override async take({ runId, id: turnId, hasVerb, body }: RunQuestion) {
    if (hasVerb) {
      this.left.push({ runId, turnId, body: leaveRunTurn.body.parse(body) });
      return { body: null };
    }
    const asked = { runId, turnId, body: takeRunTurn.body.parse(body) };
    this.asked.push(asked);
    return { body: { state: await this.answer(asked) } };
  }
}
