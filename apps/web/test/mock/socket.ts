import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { projectId } from './fixtures/ids.ts';
import { runs } from './fixtures/runs.ts';
import { logLine } from './fixtures/texts.ts';

export interface Feed {
  seq(): number;
  event(type: string, id: string, patch: Record<string, unknown>): void;
  close(): void;
}

const linesPerTick = Number(process.env['MOCK_LINES'] ?? 3);
const tickMs = 100;

/** The mock's live side: events that calls cause, and a log that never stops printing. */
export function createFeed(server: Server): Feed {
  const sockets = new WebSocketServer({ noServer: true });
  const open = new Map<WebSocket, Set<string>>();
  let seq = 100;
  const ts = () => new Date().toISOString();
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      open.set(socket, new Set());
      socket.on('close', () => open.delete(socket));
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { type: string; run_id: string };
        if (frame.type === 'subscribe') open.get(socket)?.add(frame.run_id);
        if (frame.type === 'unsubscribe') open.get(socket)?.delete(frame.run_id);
        if (frame.type === 'ping') socket.send(JSON.stringify({ type: 'pong', ts: ts() }));
      });
      socket.send(
        JSON.stringify({ type: 'hello', ts: ts(), project_id: projectId, seq, server_version: 'mock' }),
      );
    });
  });
  const printing = runs[0];
  const timer = setInterval(() => {
    if (printing === undefined) return;
    const first = printing.log_seq + 1;
    printing.log_seq += linesPerTick;
    const lines = Array.from({ length: linesPerTick }, (_, index) => logLine(first + index));
    const frame = {
      type: 'agent.run.log.appended',
      ts: ts(),
      project_id: projectId,
      run_id: printing.id,
      first_seq: first,
      last_seq: printing.log_seq,
      lines,
    };
    for (const [socket, followed] of open) if (followed.has(printing.id)) socket.send(JSON.stringify(frame));
  }, tickMs);
  return {
    seq: () => seq,
    event(type, id, patch) {
      seq += 1;
      const frame = { type, ts: ts(), project_id: projectId, seq, actor: 'mock', entity: { id, patch } };
      for (const socket of open.keys()) socket.send(JSON.stringify(frame));
    },
    close() {
      clearInterval(timer);
      for (const socket of open.keys()) socket.terminate();
    },
  };
}
