/** The part of a WebSocket that is used here; the browser's own and `ws` both have it. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}
export type SocketConstructor = new (url: string) => SocketLike;

export const socketOpen = 1;

export interface LiveAddress {
  /** e.g. `http://127.0.0.1:3000`; empty in a browser, where the page's own origin serves the socket. */
  baseUrl: string;
  projectId: string;
  afterSeq: number;
  token: string | undefined;
}

/** The address of `/ws`. A token travels in the query because a browser socket cannot send headers. */
export function liveUrl({ baseUrl, projectId, afterSeq, token }: LiveAddress): string {
  const url = new URL('/ws', baseUrl === '' ? pageOrigin() : baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('project_id', projectId);
  url.searchParams.set('after_seq', String(afterSeq));
  if (token !== undefined) url.searchParams.set('token', token);
  return url.href;
}

/** Only a browser has a location; this package is also checked without the DOM's types. */
const pageOrigin = (): string => (globalThis as { location?: { origin: string } }).location?.origin ?? '';

export function platformSocket(): SocketConstructor {
  const found = (globalThis as { WebSocket?: unknown }).WebSocket;
  if (found === undefined)
    throw new Error('This platform has no WebSocket: pass one, e.g. that of the ws package.');
  return found as SocketConstructor;
}

/** Takes the socket's listeners away and closes it; a dead peer never answers a close, so nothing waits for it. */
export function abandon(socket: SocketLike): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  // ws throws on an error that nobody listens to, also after close.
  socket.onerror = () => undefined;
  socket.close();
}
