import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRepository } from '../../processes/support/repository.ts';
import { Runner } from '../../processes/support/runner.ts';
import { Server } from '../../processes/support/server.ts';

/** A small shop whose test prints a line a beat, so that a person can watch it run. */
const shop = {
  'package.json': '{"name":"shop","private":true,"scripts":{"test":"node --test"}}\n',
  'README.md': '# Shop\n',
  'cart.js': 'exports.total = (prices) => prices.reduce((sum, price) => sum + price, 0);\n',
  'cart.test.js': [
    "const test = require('node:test');",
    "const assert = require('node:assert');",
    "const { total } = require('./cart.js');",
    "test('adds prices', () => { console.log('\\u001b[32mcounting the cart\\u001b[0m'); assert.equal(total([1, 2]), 3); });",
    "test('an empty cart costs nothing', () => assert.equal(total([]), 0));",
    '',
  ].join('\n'),
};

export interface HouseOptions {
  /** Of the server. */
  env?: Record<string, string>;
  /** Of the repository. */
  files?: Record<string, string>;
  /** Whether the runner may work in the repository from the start. Else somebody allows it, as on a new machine. */
  isAllowed?: boolean;
  /** Prepares what a runner needs in the house's folder, and gives its environment. */
  furnish?(folder: string): Promise<Record<string, string>>;
}

/** A server, a runner and a repository of their own, ended together. */
export class House implements AsyncDisposable {
  readonly server: Server;
  readonly repository: string;
  readonly #runner: Runner;
  readonly #folder: string;

  private constructor(parts: { server: Server; runner: Runner; repository: string; folder: string }) {
    this.server = parts.server;
    this.repository = parts.repository;
    this.#runner = parts.runner;
    this.#folder = parts.folder;
  }

  static async build({
    env = {},
    files = shop,
    isAllowed = true,
    furnish,
  }: HouseOptions = {}): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'overmind-browser-'));
    const repository = await createRepository(join(folder, 'code/shop'), files);
    const runnerEnv = (await furnish?.(folder)) ?? {};
    const server = await Server.start({ dataDir: join(folder, 'data'), env });
    const { url, tokenFile } = server;
    const roots = isAllowed ? [join(folder, 'code')] : [];
    const rootsFile = join(folder, 'data/runner-roots');
    const dataDir = join(folder, 'runner');
    const runner = await Runner.start({ url, tokenFile, roots, rootsFile, dataDir, env: runnerEnv });
    return new House({ server, runner, repository, folder });
  }

  /** All of the house is in it. */
  get folder(): string {
    return this.#folder;
  }
  get url(): string {
    return this.server.url;
  }

  setupLink(): Promise<string> {
    return readFile(join(this.#folder, 'data/setup-link'), 'utf8').then((text) => text.trim());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#runner[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
