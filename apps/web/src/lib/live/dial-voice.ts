import type { DialVoice } from '@overmind/client/voice/wire';

/** Connections to `/ws/voice` for one conversation, signed in by the page's cookie. */
export function dialVoice(
  { projectId, conversationId }: { projectId: string; conversationId: string },
  Socket: typeof globalThis.WebSocket = globalThis.WebSocket,
): DialVoice {
  const url = new URL('/ws/voice', globalThis.location.origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = new URLSearchParams({ project_id: projectId, conversation_id: conversationId }).toString();
  return (ends) => {
    const socket = new Socket(url);
    socket.addEventListener('open', () => ends.onOpen());
    socket.addEventListener('message', ({ data }) => ends.onText(String(data)));
    socket.addEventListener('close', ({ code, reason }) => ends.onClosed(code, reason));
    // What it means is told by the close that follows.
    socket.addEventListener('error', () => undefined);
    return {
      send: (data) => {
        if (socket.readyState === 1) socket.send(data);
      },
      drop: () => socket.close(),
    };
  };
}
