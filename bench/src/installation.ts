import { join } from 'node:path';
import type { Project } from '@overmind/contracts/entities/project';
import type { RunJob } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { startEmbeddedPostgres } from '@overmind/db/embedded/start';
import { Person } from '@overmind/e2e/person';
import { createRepository, passingTest } from '@overmind/e2e/repository';
import { Server } from '@overmind/e2e/server';
import { createTempFolder } from '@overmind/testing/temp-folder';
import pg from 'pg';
import { BenchRunner } from './load/bench-runner.ts';

const noLimit = { RATE_LIMIT_PER_MIN: '1000000', LOG_LEVEL: 'warn', NODE_ENV: 'production' };

/** The bundled server on the embedded database, alone in a folder that goes with it. */
export class Installation implements AsyncDisposable {
  readonly folder: string;
  readonly server: Server;
  readonly person: Person;
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  readonly startMs: number;
  readonly #ends: (() => Promise<unknown>)[];

  private constructor(
    parts: Pick<Installation, 'folder' | 'server' | 'person' | 'pool' | 'databaseUrl' | 'startMs'>,
    ends: (() => Promise<unknown>)[],
  ) {
    this.folder = parts.folder;
    this.server = parts.server;
    this.person = parts.person;
    this.pool = parts.pool;
    this.databaseUrl = parts.databaseUrl;
    this.startMs = parts.startMs;
    this.#ends = ends;
  }

  static async start(): Promise<Installation> {
    const folder = await createTempFolder();
    const startedAt = performance.now();
    const server = await Server.start({ dataDir: join(folder.path, 'data'), env: noLimit });
    const startMs = performance.now() - startedAt;
    const person = await Person.signIn(server.url);
    // The same database as the server's: it runs, so this only learns its address.
    const database = await startEmbeddedPostgres({ dataDir: server.databaseFolder });
    const pool = new pg.Pool({ connectionString: database.connectionString, max: 8 });
    const ends = [folder.remove, () => server[Symbol.asyncDispose](), database.stop, () => pool.end()];
    const { connectionString: databaseUrl } = database;
    return new Installation({ folder: folder.path, server, person, pool, databaseUrl, startMs }, ends);
  }

  repository(name: string): Promise<string> {
    return createRepository(join(this.folder, name), passingTest);
  }

  async connectRunner(name: string, root: string): Promise<BenchRunner> {
    const { token } = await this.person.post<{ token: string }>('/runners', { name });
    return BenchRunner.connect(this.server.url, token, root);
  }

  /** A project whose agent `qa` does test tasks, as many at once as it is given, in the repository. */
  async createProject(name: string, repository: string, command: string[]): Promise<Project> {
    const settings = { auto_accept: ['test'], concurrency: 20 };
    const project = await this.person.post<Project>('/projects', {
      name,
      default_repo_path: repository,
      settings,
    });
    const commands = [{ name: 'step', run: command }];
    const config = {
      executor: 'commands',
      repo_path: repository,
      handles: ['test'],
      concurrency: 20,
      commands,
    };
    await this.person.post(`/projects/${project.id}/agents`, { name: 'qa', role: 'qa', config });
    return project;
  }

  /** A run that the runner holds and whose log it may write. */
  async holdRun(project: Project, runner: BenchRunner): Promise<RunJob> {
    const title = `Hold ${Math.random().toString(36).slice(2)}`;
    await this.person.post<Task>(`/projects/${project.id}/tasks`, { title, type: 'test', agent: 'qa' });
    return runner.takeRun();
  }

  async number(sql: string): Promise<number> {
    const { rows } = await this.pool.query<{ value: string }>(`select (${sql}) as value`);
    return Number(rows[0]?.value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
}
