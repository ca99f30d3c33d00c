import type { ServerToRunnerFrame } from '@overmind/contracts/frames/runner';
import type { RunTable } from '../runs/run-table.ts';
import type { TerminalDesk } from '../terminal/desk.ts';
import type { AskDesk } from './ask-desk.ts';
import type { Welcome } from './channel.ts';
import type { Outbox } from './outbox.ts';

type Frame = Exclude<ServerToRunnerFrame, Welcome>;

export interface FrameEnds {
  table: RunTable;
  terminals: Pick<TerminalDesk, 'receive'>;
  outbox: Outbox;
  asks: Pick<AskDesk, 'receive'>;
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
    case 'transcript.ack':
      table.acknowledgeTranscript(frame.run_id, frame.acked_seq);
      break;
    case 'permission.answer':
      table.reach(frame.run_id, ({ dialogue }) =>
        dialogue.permissions.answer(frame.request_id, frame.option_id, frame.decided_by),
      );
      break;
    case 'input':
      table.reach(frame.run_id, ({ dialogue }) =>
        dialogue.inputs.add({ id: frame.input_id, text: frame.text, author: frame.author }),
      );
      break;
    case 'ack':
      outbox.settle(frame.frame_id, { kind: 'acked' });
      break;
    case 'refused':
      if (frame.frame_id === null) table.refuse(frame);
      else outbox.settle(frame.frame_id, { kind: 'refused', code: frame.code, detail: frame.detail });
      break;
    case 'leases':
      table.renew(frame.runs, frame.beat);
      break;
    case 'cancel':
      table.cancel(frame.run_id, frame.reason);
      break;
    case 'ask':
      ends.asks.receive(frame.ask_id, frame.question);
      break;
    case 'terminal.open':
    case 'terminal.data':
    case 'terminal.resize':
    case 'terminal.close':
      ends.terminals.receive(frame);
      break;
    case 'drain':
      ends.onDrain();
  }
}
