import type { ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import { type Log, messageOf } from '../log.ts';
import type { RunTable } from '../runs/run-table.ts';
import type { AllowedRoots } from '../workspace/roots.ts';
import { answerQuestion } from './answer-question.ts';
import type { Welcome } from './channel.ts';
import type { Link } from './link.ts';
import type { Outbox } from './outbox.ts';

type Frame = Exclude<ServerToRunnerFrame, Welcome>;

export interface FrameEnds {
  table: RunTable;
  outbox: Outbox;
  roots: AllowedRoots;
  link: Pick<Link, 'send'>;
  log: Log;
  onDrain: () => void;
}

/** Takes each frame of the server to what it is about. */
export function routeFrame(frame: Frame, ends: FrameEnds): void {
  const { table, outbox } = ends;
  switch (frame.type) {
    case 'assign':
      void table.assign(frame.job);
      break;
    case 'log.ack':
      table.acknowledge(frame.run_id, frame.acked_seq);
      break;
    case 'ack':
      outbox.settle(frame.frame_id, { kind: 'acked' });
      break;
    case 'refused':
      if (frame.frame_id === null) table.refuse(frame);
      else outbox.settle(frame.frame_id, { kind: 'refused', code: frame.code, detail: frame.detail });
      break;
    case 'leases':
      table.renew(frame.runs);
      break;
    case 'cancel':
      table.cancel(frame.run_id, frame.reason);
      break;
    case 'ask':
      void answer(frame, ends);
      break;
    case 'drain':
      ends.onDrain();
  }
}

async function answer(
  { ask_id: askId, question }: Extract<Frame, { type: 'ask' }>,
  { roots, link, log }: FrameEnds,
): Promise<void> {
  const words = await answerQuestion(question, roots).catch((error: unknown) => {
    log('error', 'A question could not be answered.', { error: messageOf(error) });
    return { kind: 'refused' as const, detail: 'The runner could not look there.' };
  });
  link.send({ type: 'answer', ask_id: askId, answer: words });
}
