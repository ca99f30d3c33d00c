import { TerminalServerFrame } from '@overmind/contracts/frames/terminal';

export interface TerminalEnds {
  onOpened: () => void;
  onData: (bytes: Uint8Array) => void;
  /** Once, however it ends. */
  onClosed: (detail: string, exitCode: number | null) => void;
}

export interface TerminalLine {
  type: (text: string) => void;
  resize: (cols: number, rows: number) => void;
  close: () => void;
}

function toBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** A pasted text goes in parts that fit a frame. */
const mostTyped = 32_768;

/** Joins the page to a terminal on a runner, signed in by the session's cookie. */
export function openTerminalLine(
  runId: string,
  size: { cols: number; rows: number },
  ends: TerminalEnds,
): TerminalLine {
  const url = new URL('/ws/terminal', globalThis.location.origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = new URLSearchParams({
    run_id: runId,
    cols: String(size.cols),
    rows: String(size.rows),
  }).toString();
  const socket = new WebSocket(url);
  let isOver = false;
  const finish = (detail: string, exitCode: number | null): void => {
    if (isOver) return;
    isOver = true;
    ends.onClosed(detail, exitCode);
  };
  const send = (frame: unknown): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  };
  socket.addEventListener('message', ({ data }) => {
    const parsed = TerminalServerFrame.safeParse(JSON.parse(String(data)));
    if (!parsed.success) return;
    if (parsed.data.type === 'opened') ends.onOpened();
    else if (parsed.data.type === 'data') ends.onData(fromBase64(parsed.data.data));
    else finish(parsed.data.detail, parsed.data.exit_code);
  });
  socket.addEventListener('close', ({ reason }) => finish(reason, null));
  return {
    type: (text) => {
      for (let at = 0; at < text.length; at += mostTyped)
        send({ type: 'data', data: toBase64(text.slice(at, at + mostTyped)) });
    },
    resize: (cols, rows) => send({ type: 'resize', cols, rows }),
    close: () => socket.close(),
  };
}
