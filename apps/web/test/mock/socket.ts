import type { Server } from 'node:http';
import type { TranscriptChange } from '@overmind/contracts/entities/transcript';
import { type WebSocket, WebSocketServer } from 'ws';
import { projectId } from './fixtures/ids.ts';
import { runs } from './fixtures/runs.ts';
import { logLine } from './fixtures/texts.ts';
import { transcripts } from './fixtures/transcripts.ts';
import { answerVoice } from './voice.ts';

export interface Feed {
  seq(): number;
  event(type: string, id: string, patch: Record<string, unknown>): void;
  /** Something that is not stored: it has no number. */
  frame(frame: Record<string, unknown>): void;
  close(): void;
}

const linesPerTick = Number(process.env['MOCK_LINES'] ?? 3);
const tickMs = 100;
const wordMs = 250;

/** The mock's live side: events that calls cause, and a log that never stops printing. */
export function createFeed(server: Server): Feed {
  const sockets = new WebSocketServer({ noServer: true });
  const open = new Map<WebSocket, Set<string>>();
  let seq = 100;
  const ts = () => new Date().toISOString();
  const transcriptFrame = (runId: string, changes: TranscriptChange[]) =>
    JSON.stringify({
      type: 'agent.run.transcript.appended',
      ...{ ts: ts(), project_id: projectId, run_id: runId, changes },
      ...{ first_seq: changes[0]?.seq, last_seq: changes.at(-1)?.seq },
    });
  const catchUp = (socket: WebSocket, runId: string, afterSeq: number | undefined) => {
    const missed = afterSeq === undefined ? [] : (transcripts[runId] ?? []).slice(afterSeq);
    if (missed.length > 0) socket.send(transcriptFrame(runId, missed));
  };
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      if (request.url?.startsWith('/ws/voice') === true) return answerVoice(socket);
      open.set(socket, new Set());
      socket.on('close', () => open.delete(socket));
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as {
          type: string;
          run_id: string;
          transcript_after_seq?: number;
        };
        if (frame.type === 'subscribe') {
          open.get(socket)?.add(frame.run_id);
          catchUp(socket, frame.run_id, frame.transcript_after_seq);
        }
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
  const talking = runs[1];
  const words = setInterval(() => {
    const known = transcripts[talking?.id ?? ''];
    if (talking === undefined || known === undefined) return;
    const change: TranscriptChange = {
      seq: known.length + 1,
      step: {
        op: 'append',
        id: 'm3',
        text: known.length % 40 === 0 ? '.\n\nAnd on' : ` and ${known.length}`,
      },
    };
    known.push(change);
    talking.transcript_seq = change.seq;
    const frame = transcriptFrame(talking.id, [change]);
    for (const [socket, followed] of open) if (followed.has(talking.id)) socket.send(frame);
  }, wordMs);
  return {
    seq: () => seq,
    event(type, id, patch) {
      seq += 1;
      const frame = { type, ts: ts(), project_id: projectId, seq, actor: 'mock', entity: { id, patch } };
      for (const socket of open.keys()) socket.send(JSON.stringify(frame));
    },
    frame(frame) {
      const whole = JSON.stringify({ ts: ts(), project_id: projectId, ...frame });
      for (const socket of open.keys()) socket.send(whole);
    },
    close() {
      clearInterval(timer);
      clearInterval(words);
      for (const socket of open.keys()) socket.terminate();
    },
  };
}
