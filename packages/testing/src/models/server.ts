import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listenOnLoopback } from '../loopback.ts';
import { anthropic } from './formats/anthropic.ts';
import { chat, openRouter } from './formats/chat.ts';
import { ollama } from './formats/ollama.ts';
import { responses } from './formats/responses.ts';
import type { WireFormat } from './formats/wire-format.ts';
import type { Conversation, ModelScript, Turn } from './script.ts';
import { sendTurn } from './send-turn.ts';

/** OpenRouter lists its models to everybody; its answer about a key only to who has one. */
const openListing = '/api/v1/models';
const formats: readonly WireFormat[] = [chat, openRouter, responses, anthropic, ollama];

/** One call of the model as it came in, for assertions. */
export interface RecordedCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  readonly conversation: Conversation;
}

export interface ModelServerOptions {
  /** The only key that is let in, as a bearer or `x-api-key`. Default: any, or none. */
  readonly apiKey?: string;
  /** What `/v1/models` and `/api/tags` list. Default: `scripted`. Calls for other models are served too. */
  readonly models?: readonly string[];
  /** Default: any that is free. */
  readonly port?: number;
  /** Whether calls are kept for assertions. Default: true; one that serves for long keeps none. */
  readonly keepsCalls?: boolean;
}

export interface ModelServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, for Anthropic and Ollama clients. */
  readonly url: string;
  /** The same with `/v1`, for OpenAI clients. */
  readonly openAiUrl: string;
  /** The same with `/api/v1`, for OpenRouter clients. */
  readonly openRouterUrl: string;
  readonly calls: readonly RecordedCall[];
  /** Ends every connection, held and endless ones too. May be called again. */
  close(): Promise<void>;
}

/**
 * A model that does what its script says, over real HTTP on a free loopback port: OpenAI Chat Completions
 * (OpenRouter too) and Responses, Anthropic Messages and Ollama, streamed or whole. The caller closes it.
 */
export async function startModelServer(
  script: ModelScript,
  options: ModelServerOptions = {},
): Promise<ModelServer> {
  const calls: RecordedCall[] = [];
  const nextTurn = turnsOf(script);
  const newId = countingIds();
  const server = createServer((request, response) => {
    void serve(request, response).catch((error) => refuse(response, chat, 500, String(error)));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    const key = keyOf(request);
    const signal = signalOfEnd(response);
    const format = formats.find((one) => one.path === path);
    const isOpen = request.method === 'GET' && path === openListing;
    if (options.apiKey !== undefined && key !== options.apiKey && !isOpen)
      return refuse(response, format ?? chat, 401, 'Incorrect API key provided');
    if (request.method === 'GET' && sendModels(path, options.models ?? ['scripted'], response)) return;
    // Of a model that Ollama serves itself nothing more needs to be said.
    if (request.method === 'POST' && path === '/api/show') return sendBody(response, { details: {} });
    if (format === undefined || request.method !== 'POST')
      return refuse(response, chat, 404, `There is no ${request.method} ${path}`);
    const call = await readCall(request, path, format);
    if (typeof call === 'string') return refuse(response, format, 400, call);
    if (options.keepsCalls !== false) calls.push(call);
    const { conversation } = call;
    await sendTurn(await nextTurn(conversation), {
      format,
      context: { conversation, newId },
      response,
      key,
      signal,
    });
  }

  const { url, close } = await listenOnLoopback(server, options.port);
  return {
    url,
    openAiUrl: `${url}/v1`,
    openRouterUrl: `${url}/api/v1`,
    calls,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function turnsOf(script: ModelScript): (conversation: Conversation) => Turn | Promise<Turn> {
  let index = 0;
  if (typeof script === 'function') return (conversation) => script(conversation, index++);
  return () =>
    script[index++] ?? {
      fail: 'status',
      status: 500,
      message: `The script has only ${script.length} turns`,
    };
}

/** The call, or what is wrong with it. */
async function readCall(
  request: IncomingMessage,
  path: string,
  format: WireFormat,
): Promise<RecordedCall | string> {
  try {
    const body = await json(request);
    return { path, headers: request.headers, body, conversation: format.readConversation(body) };
  } catch (error) {
    return `This is no ${format.name} request: ${error}`;
  }
}

function keyOf({ headers }: IncomingMessage): string {
  const key = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /i, '');
  return typeof key === 'string' ? key : '';
}

function sendModels(path: string, models: readonly string[], response: ServerResponse): boolean {
  const lists: Record<string, unknown> = {
    '/v1/models': {
      object: 'list',
      data: models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'script' })),
    },
    [openListing]: { data: models.map((id) => ({ id, name: id, context_length: 8_192 })) },
    '/api/v1/key': { data: { label: 'script', usage: 0, limit: null } },
    '/api/tags': { models: models.map((name) => ({ name, model: name, size: 0, details: {} })) },
    '/api/version': { version: '0.0.0-scripted' },
  };
  if (!Object.hasOwn(lists, path)) return false;
  sendBody(response, lists[path]);
  return true;
}

function sendBody(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, format: WireFormat, status: number, message: string): void {
  if (response.headersSent) return void response.destroy();
  const body = JSON.stringify(format.error(status, message));
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

function signalOfEnd(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

function countingIds(): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}_${String(++count).padStart(8, '0')}`;
}
