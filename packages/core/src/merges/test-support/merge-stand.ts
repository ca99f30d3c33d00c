import type { Merge, NewMerge } from '@overmind/contracts/entities/merge';
import { newId } from '@overmind/db/database';
import { waitFor } from '@overmind/testing/wait-for';
import type { Call } from '../../call.ts';
import { type MadeProject, makeProject, makeRunner } from '../../test-support/makers.ts';
import type { TestCore } from '../../test-support/start-test-core.ts';
import { advanceMerges } from '../advance.ts';
import { getMerge } from '../read.ts';
import { requestMerge } from '../request.ts';
import { makeApproved } from './approved.ts';
import { ScriptedRunner } from './scripted-runner.ts';

/** A project with a repository of its own, and a scripted runner that holds it. */
export class MergeStand implements AsyncDisposable {
  readonly #turns = new Set<Promise<void>>();
  readonly on: TestCore;
  readonly repoPath: string;
  readonly made: MadeProject;
  readonly runner: { call: Call; id: string };
  readonly script: ScriptedRunner;

  private constructor(parts: Pick<MergeStand, 'on' | 'repoPath' | 'made' | 'runner' | 'script'>) {
    this.on = parts.on;
    this.repoPath = parts.repoPath;
    this.made = parts.made;
    this.runner = parts.runner;
    this.script = parts.script;
  }

  static async make(on: TestCore): Promise<MergeStand> {
    const repoPath = `/roots/${newId()}`;
    const made = await makeProject(on.core, { repoPath, settings: { base_branch: 'main' } });
    const { call, runner } = await makeRunner(on.core, { roots: [repoPath] });
    const script = new ScriptedRunner(on.core, runner.id);
    return new MergeStand({ on, repoPath, made, runner: { call, id: runner.id }, script });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.expireAsks();
    await Promise.allSettled(this.#turns);
    this.script[Symbol.dispose]();
  }

  /** Approved work that waits to be merged; gives the ids of the merges. */
  async queue(count: number, ways: NewMerge = {}): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { task } = await makeApproved(this.on.core, this.made, this.runner.call);
      ids.push((await requestMerge(this.on.core, this.made.owner, task.id, ways)).id);
    }
    return ids;
  }

  /** One turn of a worker. */
  advance(): Promise<void> {
    return advanceMerges(this.on.core, { repo_path: this.repoPath, base_branch: 'main' });
  }

  /** One that goes on beside the test. */
  begin(): void {
    const turn = this.advance();
    this.#turns.add(turn);
    const end = () => this.#turns.delete(turn);
    turn.then(end, end);
  }

  async merges(ids: readonly string[]): Promise<Merge[]> {
    return Promise.all(ids.map((id) => getMerge(this.on.core, id)));
  }

  /** Lets the queue go on until these are over; with `isPatient` its waits are cut short. */
  async drain(ids: readonly string[], { isPatient = false } = {}): Promise<Merge[]> {
    return waitFor(
      async () => {
        if (isPatient) await this.skipWaits();
        await this.advance();
        const merges = await this.merges(ids);
        return merges.every(({ status }) => status !== 'queued' && status !== 'checking') && merges;
      },
      { what: 'an empty queue' },
    );
  }

  /** As if the time had come to ask again. */
  async skipWaits(): Promise<void> {
    await this.on.database.pool.query('update merges set not_before = null where repo_path = $1', [
      this.repoPath,
    ]);
  }

  /** As if the runner had been silent since it was asked. */
  async expireAsks(runnerId = this.runner.id): Promise<void> {
    await this.on.database.pool.query(
      `update runner_asks set expires_at = now() - interval '1 minute' where runner_id = $1`,
      [runnerId],
    );
  }

  /** Another runner on the same folders: what one has done, the other finds. */
  async addRunner(): Promise<ScriptedRunner> {
    const { runner } = await makeRunner(this.on.core, { roots: [this.repoPath] });
    return new ScriptedRunner(this.on.core, runner.id, this.script);
  }
}
