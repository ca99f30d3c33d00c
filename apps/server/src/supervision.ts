/** What the server tells the process that started it, over Node's IPC channel. */
export interface ServerMessage {
  type: 'ready';
  url: string;
  setupUrl: string | null;
}
