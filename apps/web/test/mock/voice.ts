import type { WebSocket } from 'ws';
import { uuid } from './fixtures/ids.ts';

const words = 'Run the whole test suite and fix what fails'.split(' ');
/** As often as the microphone posts: a word each 240 ms. */
const piecesPerWord = 6;

/** The mock's end of the microphone: hears the same words whatever is said, one after the other. */
export function answerVoice(socket: WebSocket): void {
  let bytes = 0;
  let pieces = 0;
  const send = (frame: unknown) => socket.send(JSON.stringify(frame));
  const heard = () => words.slice(0, Math.ceil(pieces / piecesPerWord)).join(' ');
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      bytes += (data as Buffer).length;
      pieces += 1;
      send({ type: 'ack', bytes });
      if (pieces === 1) send({ type: 'speech.started', at_ms: 0 });
      const text = heard();
      return send({ type: 'transcript.partial', text, stable_chars: Math.max(0, text.lastIndexOf(' ')) });
    }
    const { type } = JSON.parse(String(data)) as { type: string };
    if (type === 'start')
      send({ type: 'ready', recording_id: uuid(9, 1), acked_bytes: bytes, is_live: true });
    if (type === 'cancel') send({ type: 'canceled' });
    if (type === 'ping') send({ type: 'pong' });
    if (type === 'stop')
      send({
        ...{ type: 'transcript.final', text: heard(), segments: [] },
        ...{ recording_id: uuid(9, 1), message_id: uuid(8, 1) },
      });
  });
}
