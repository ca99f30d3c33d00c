/** What the server tells the process that started it, over Node's IPC channel. */
export interface ServerMessage {
  type: 'ready';
  url: string;
  localUrl: string;
  setupUrl: string | null;
}
