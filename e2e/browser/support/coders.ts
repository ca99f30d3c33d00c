import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configureCodex } from '@overmind/testing/agents/codex';
import { testAgentsBin } from '@overmind/testing/agents/installed';
import { configureOpencode } from '@overmind/testing/agents/opencode';
import type { ScriptFunction } from '@overmind/testing/models/script';
import { type ModelServer, startModelServer } from '@overmind/testing/models/server';
import { listProcesses } from '../../processes/support/process-list.ts';
import { House } from './house.ts';

const sums = {
  'sum.js': '// Sums for the cart.\nmodule.exports = (a, b) => a - b;\n',
  'sum.test.js':
    "require('node:assert').equal(require('./sum.js')(1, 2), 3);\nconsole.log('the tests pass');\n",
};

/** A house whose runner has real coding agents, with their settings in its person's home. Both ask the same model. */
export class CodersHouse implements AsyncDisposable {
  readonly house: House;
  readonly model: ModelServer;

  private constructor(house: House, model: ModelServer) {
    this.house = house;
    this.model = model;
  }

  /** Opencode asks leave for what it does, codex does not. */
  static async build(script: ScriptFunction): Promise<CodersHouse> {
    const model = await startModelServer(script);
    const settings = { openAiUrl: model.openAiUrl, apiKey: 'key-of-the-scripted-model' };
    const furnish = async (folder: string) => {
      const home = join(folder, 'home');
      await mkdir(home);
      await configureCodex({ ...settings, home });
      await configureOpencode({ ...settings, home, asks: true });
      const PATH = `${testAgentsBin}:${process.env['PATH'] ?? ''}`;
      // Agents load the machine enough for a renewal to be late.
      return { HOME: home, PATH, RUNNER_READABLE: dirname(testAgentsBin), RUNNER_FREEZE_AFTER_MS: '30000' };
    };
    try {
      return new CodersHouse(await House.build({ files: sums, furnish }), model);
    } catch (error) {
      await model.close();
      throw error;
    }
  }

  /** All that people and our own programs told the model so far. */
  toldTheModel(): string {
    return this.model.calls
      .flatMap(({ conversation }) => conversation.messages)
      .map(({ text }) => text)
      .join('\n');
  }

  /** Ends the agent's own process the hard way, as the system does when memory is short. */
  async killAgent(program: string): Promise<number> {
    const found = listProcesses().filter(
      ({ command }) => command.includes(program) && !/(^|\/)bwrap /.test(command),
    );
    const own: number[] = [];
    for (const { pid } of found) if (await this.#isOwn(pid)) own.push(pid);
    for (const pid of own) process.kill(pid, 'SIGKILL');
    return own.length;
  }

  /** Other programs of this name on the machine are nobody's business. */
  async #isOwn(pid: number): Promise<boolean> {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    return environment.includes(`HOME=${this.house.folder}/`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.house[Symbol.asyncDispose]();
    await this.model.close();
  }
}
