import type { DialVoice } from '@overmind/client/voice/wire';
import { WebSocket } from 'ws';
import type { Session } from './session.ts';

/** Connections to `/ws/voice` for one conversation, signed in as the session is. */
export function dialVoice(
  { url, token }: Pick<Session, 'url' | 'token'>,
  place: { projectId: string; conversationId: string },
): DialVoice {
  const address = new URL('/ws/voice', url.replace(/^http/, 'ws'));
  address.searchParams.set('project_id', place.projectId);
  address.searchParams.set('conversation_id', place.conversationId);
  return (ends) => {
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } });
    socket.on('open', () => ends.onOpen());
    socket.on('message', (data) => ends.onText(String(data)));
    socket.on('close', (code, reason) => ends.onClosed(code, reason.toString()));
    // A close follows and carries the code.
    socket.on('error', () => {});
    return {
      send: (data) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(data);
      },
      drop: () => socket.terminate(),
    };
  };
}
