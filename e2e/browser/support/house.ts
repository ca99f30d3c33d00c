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

  static async build(env: Record<string, string> = {}): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'overmind-browser-'));
    const repository = await createRepository(join(folder, 'code/shop'), shop);
    const server = await Server.start({ dataDir: join(folder, 'data'), env });
    const { url, tokenFile } = server;
    const roots = [join(folder, 'code')];
    const runner = await Runner.start({ url, tokenFile, roots, dataDir: join(folder, 'runner') });
    return new House({ server, runner, repository, folder });
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
