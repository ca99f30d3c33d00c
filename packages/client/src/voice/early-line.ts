import { Connection } from './connection.ts';
import type { DialVoice } from './wire.ts';

/**
 * Has the server load what hears before anybody speaks, which it does for each line; nothing is said on this one. Ends
 * itself when that is done or cannot be; what is given back ends it before.
 */
export function loadEarly(dial: DialVoice, onLoading: (isLoading: boolean) => void): () => void {
  const connection: Connection = new Connection(dial, {
    onOpen: () => undefined,
    onFrame: (frame) => {
      if (frame.type !== 'hearing') return;
      if (!frame.is_loading) connection.close();
      onLoading(frame.is_loading);
    },
    // The line of the turn is dialled again, and says what is wrong.
    onClosed: () => onLoading(false),
  });
  return () => connection.close();
}
