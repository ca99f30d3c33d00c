import { defineConfig } from 'vitest/config';

/** What goes through a bus is tested once more, on the servers that these variables name. */
const onSecondSet = Boolean(process.env['TEST_DATABASE_URL'] && process.env['TEST_REDIS_URL']);

const withDatabase = {
  environment: 'node',
  globalSetup: ['packages/testing/src/global-setup.ts'],
  // They keep nothing in their modules, and to read the modules is up to half of their work.
  isolate: false,
};
/** Once a process saw a later time its ids go on from there, and sort behind those of others. */
const movingTheClock = ['packages/core/src/recordings/{hearing,silence,slow-service}.test.ts'];
const clocks = {
  extends: true as const,
  test: { ...withDatabase, name: 'clocks', include: movingTheClock, isolate: true },
};
const storage = {
  extends: true as const,
  test: {
    ...withDatabase,
    name: 'storage',
    include: ['packages/{db,core}/src/**/*.test.ts'],
    exclude: movingTheClock,
    unstubEnvs: true,
  },
};
const programs = {
  extends: true as const,
  test: {
    ...withDatabase,
    name: 'programs',
    include: ['packages/testing/src/**/*.test.ts', 'apps/{server,runner,cli}/src/**/*.test.ts'],
  },
};
/** The rooms that hear of each other through the bus, and all that is told over sockets. */
const withRedis = {
  extends: true as const,
  test: {
    ...withDatabase,
    name: 'redis',
    include: [
      'packages/core/src/{bus,discussions,jobs,merges,models,reconcile,runners,runs,voice}/**/*.test.ts',
      'apps/server/src/{plugins,ws}/**/*.test.ts',
      'apps/server/src/*.test.ts',
    ],
  },
};

export default defineConfig({
  test: {
    ...(process.env['TEST_JITTER'] ? { setupFiles: ['packages/testing/src/jitter.ts'] } : {}),
    pool: 'forks',
    // Most of them wait for processes, locks and time limits more than they compute.
    maxWorkers: 4,
    maxConcurrency: 3,
    fileParallelism: true,
    // To end what hangs, never to measure: the machine may be busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 240_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['packages/{domain,contracts,client,models,outbound}/src/**/*.test.ts'],
          // They keep nothing in their modules, and to read the modules is most of their work.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'speech',
          environment: 'node',
          include: ['packages/speech/src/**/*.test.ts'],
        },
      },
      {
        extends: true,
        oxc: { jsx: { runtime: 'automatic' } },
        test: {
          name: 'web',
          environment: 'happy-dom',
          include: ['apps/web/{src,test}/**/*.test.{ts,tsx}'],
          setupFiles: ['apps/web/test/setup.ts'],
        },
      },
      ...(onSecondSet ? [withRedis] : [storage, clocks, programs]),
      {
        extends: true,
        test: {
          name: 'processes',
          environment: 'node',
          include: ['e2e/processes/**/*.test.ts'],
          globalSetup: ['e2e/processes/support/global-setup.ts'],
          // Each test has servers, databases and runners of its own: one at a time is fastest.
          fileParallelism: false,
        },
      },
    ],
  },
});
