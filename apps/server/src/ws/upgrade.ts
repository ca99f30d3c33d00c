import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '@overmind/contracts/errors';
import { closeCodes, maxClientFrameBytes } from '@overmind/contracts/frames/line';
import { maxRunnerFrameBytes } from '@overmind/contracts/frames/runner';
import type { Core } from '@overmind/core/core';
import { authenticate } from '@overmind/core/identity/authenticate';
import { type WebSocket, WebSocketServer } from 'ws';
import { findSecret, type SessionCookie } from '../plugins/credentials.ts';
import type { AllowedHosts } from '../plugins/hosts.ts';
import type { ClientGateway } from './client-gateway.ts';
import type { RunnerGateway } from './runner-gateway.ts';
import { closeSocket } from './socket-guard.ts';
import type { TerminalGateway } from './terminal-gateway.ts';
import type { VoiceGateway } from './voice-gateway.ts';

interface Sockets {
  core: Core;
  hosts: AllowedHosts;
  cookie: SessionCookie;
  clients: ClientGateway;
  runners: RunnerGateway;
  terminals: TerminalGateway;
  voices: VoiceGateway;
}

const terminalPath = '/ws/terminal';
const voicePath = '/ws/voice';
const clientPaths = ['/ws', terminalPath, voicePath];
/** Only path and query of an address count. */
const base = 'http://localhost';

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** The one listener for upgrades: checks host and origin, then who it is, then hands the socket over. */
export function attachSockets(server: Server, sockets: Sockets): () => void {
  const options = { noServer: true, perMessageDeflate: false } as const;
  const clientServer = new WebSocketServer({ ...options, maxPayload: maxClientFrameBytes });
  const runnerServer = new WebSocketServer({ ...options, maxPayload: maxRunnerFrameBytes });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const target = request.url ?? '/';
    if (!URL.canParse(target, base)) return refuseUpgrade(socket, '400 Bad Request');
    const url = new URL(target, base);
    try {
      sockets.hosts.check(request, true);
    } catch (error) {
      return refuseUpgrade(
        socket,
        error instanceof AppError && error.code === 'host_refused'
          ? '421 Misdirected Request'
          : '403 Forbidden',
      );
    }
    const isRunner = url.pathname === '/ws/runner';
    if (!isRunner && !clientPaths.includes(url.pathname)) return refuseUpgrade(socket, '404 Not Found');
    (isRunner ? runnerServer : clientServer).handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => ws.terminate());
      serve(sockets, ws, request, url, isRunner).catch((error: unknown) => {
        sockets.core.log.error({ err: error }, 'a socket could not be served');
        closeSocket(ws, 1011, 'something went wrong');
      });
    });
  };
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    clientServer.close();
    runnerServer.close();
  };
}

async function serve(
  sockets: Sockets,
  ws: WebSocket,
  request: IncomingMessage,
  url: URL,
  isRunner: boolean,
): Promise<void> {
  const secret = findSecret(request, sockets.cookie) ?? url.searchParams.get('token');
  // Frames wait in the socket until whoever serves it listens; `guardSocket` lets them come.
  ws.pause();
  const actor = secret === null ? null : await authenticate(sockets.core, secret);
  // It may have gone meanwhile, and tells of that only once.
  if (ws.readyState === ws.CLOSED) return;
  if (!actor) return closeSocket(ws, closeCodes.unauthenticated, 'sign in first');
  if (actor.kind === 'agent' || isRunner !== (actor.kind === 'runner'))
    return closeSocket(ws, closeCodes.forbidden, 'not with these credentials');
  if (actor.kind === 'runner') return sockets.runners.accept(ws, actor);
  if (!actor.scopes.includes('read')) return closeSocket(ws, closeCodes.forbidden, 'this token may not read');
  const { terminals, voices, clients } = sockets;
  const gateway = { [terminalPath]: terminals, [voicePath]: voices }[url.pathname] ?? clients;
  return gateway.accept(ws, actor, url.searchParams);
}
