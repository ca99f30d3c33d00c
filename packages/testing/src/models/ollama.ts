import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listenOnLoopback } from '../loopback.ts';

export interface OllamaStand {
  url: string;
  /** Models that it was told to fetch, in that order. */
  pulled: string[];
  installed: Set<string>;
  /** Those of them that it passes on to another server; a name of its own for it says nothing of that. */
  passedOn: Set<string>;
  /** Ends downloads that go on, too. */
  close(): Promise<void>;
}

/** Writes the lines of a download. */
export type OllamaPull = (say: (line: object) => void, response: ServerResponse) => Promise<void> | void;

/**
 * The part of an Ollama that keeps models, over real HTTP. `pull` writes the lines of a download; the model is installed
 * when it says that all went well. The caller closes it.
 */
export async function startOllama(pull: OllamaPull): Promise<OllamaStand> {
  const pulled: string[] = [];
  const installed = new Set<string>();
  const passedOn = new Set<string>();
  const place = (model: string) =>
    passedOn.has(model) ? { remote_model: `${model}-there`, remote_host: 'https://ollama.example:443' } : {};
  const server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (body: object): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const models = [...installed].map((name) => ({
      name,
      size: 42,
      modified_at: '2026-03-01T10:00:00+01:00',
    }));
    switch (request.url) {
      case '/api/tags':
        return send({ models });
      case '/api/ps':
        return send({ models: models.slice(0, 1) });
      case '/api/show': {
        const { model } = (await json(request)) as { model: string };
        if (!installed.has(model)) return void response.writeHead(404).end();
        return send({
          capabilities: ['completion', 'tools'],
          model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': 40_960 },
          ...place(model),
        });
      }
      case '/api/pull': {
        const { model } = (await json(request)) as { model: string };
        pulled.push(model);
        response.writeHead(200, { 'content-type': 'application/x-ndjson' });
        await pull((line) => {
          if ('status' in line && line.status === 'success') installed.add(model);
          response.write(`${JSON.stringify(line)}\n`);
        }, response);
        return void response.end();
      }
      default:
        return void response.writeHead(404).end();
    }
  }
  const { url, close } = await listenOnLoopback(server);
  return { url, pulled, installed, passedOn, close };
}
