import {
  enterRunCall,
  holdForRunCall,
  type RunCallHold,
} from '@overmind/contracts/routes/runner-model-calls';
import type { z } from 'zod';
import { RunPart, type RunQuestion } from './run-part.ts';

interface Held {
  runId: string;
  callId: string;
  body: z.output<(typeof holdForRunCall)['body']>;
}
interface Entered extends Omit<Held, 'body'> {
  body: z.output<(typeof enterRunCall)['body']>;
}

/** The part of the server that keeps the budgets of runs. */
export class RunBudgets extends RunPart {
  readonly held: Held[] = [];
  readonly entered: Entered[] = [];
  /** So many of the calls that it enters next hear nothing back. */
  lostAnswers = 0;
  answer: (asked: Held) => RunCallHold = () => ({
    ...{ ok: true, started_at: new Date().toISOString(), warnings: [] },
  });

  constructor() {
    super({ resource: 'model-calls', verb: 'hold' });
  }

  protected override take({ runId, id: callId, hasVerb, body }: RunQuestion) {
    if (!hasVerb) {
      this.entered.push({ runId, callId, body: enterRunCall.body.parse(body) });
      return this.lostAnswers-- > 0 ? ('lost' as const) : { body: null };
    }
    const asked = { runId, callId, body: holdForRunCall.body.parse(body) };
    this.held.push(asked);
    return { body: this.answer(asked) };
  }
}
