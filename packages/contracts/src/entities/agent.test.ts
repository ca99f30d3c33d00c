import { describe, expect, it } from 'vitest';
import { AgentConfig, AgentName, commandChecks, NewAgent, reviewerChecks } from './agent.ts';
import { commaList, PageQuery } from './primitives.ts';
import { TaskStatus } from './task.ts';

const accepts = (config: unknown) => AgentConfig.safeParse(config).success;
const command = (fields: object) =>
  accepts({ commands: [{ name: 'test', run: ['npm', 'test'], ...fields }] });

describe('the configuration of an agent', () => {
  it('has checks that are commands or reviewers, and nothing between', () => {
    const run = { name: 'test', run: ['npm', 'test'] };
    const reviewer = { name: 'criteria', reviewer: 'critic' };
    const { checks } = AgentConfig.parse({ checks: [run, reviewer] });
    expect(commandChecks(checks)).toMatchObject([run]);
    expect(reviewerChecks(checks)).toEqual([{ ...reviewer, allow_failure: false }]);
    for (const check of [{ ...run, reviewer: 'critic' }, { name: 'x' }, { ...reviewer, reviewer: 'No One' }])
      expect(accepts({ checks: [check] })).toBe(false);
  });

  it('needs nothing, and fills in what is safe', () => {
    expect(AgentConfig.parse({})).toMatchObject({
      executor: 'commands',
      commands: [],
      max_attempts: 1,
      env: [],
    });
  });

  it.each([
    ...[
      'LD_PRELOAD',
      'LD_LIBRARY_PATH',
      'DYLD_INSERT_LIBRARIES',
      'NODE_OPTIONS',
      'GIT_DIR',
      'GIT_SSH_COMMAND',
    ],
    ...['BASH_ENV', 'ENV', 'PYTHONSTARTUP', 'PERL5OPT', 'RUBYOPT'],
    ...['A=B', 'A B', '', '1A', 'Ä', 'A\0', 'A\n'],
  ])('passes on no variable %j', (name) => {
    expect(accepts({ env: [name] })).toBe(false);
    expect(accepts({ secrets: [name] })).toBe(false);
  });

  it.each(['API_KEY', 'DATABASE_URL', '_x', 'ENVIRONMENT', 'NODE_ENV', 'CI'])('passes on %s', (name) => {
    expect(accepts({ env: [name], secrets: [name] })).toBe(true);
  });

  it('bounds how many variables there are, and what they hold', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `KEY_${index}`);
    const messages = (config: unknown) =>
      AgentConfig.safeParse(config).error?.issues.map(({ message }) => message);
    expect(accepts({ env: names(50), secrets: names(50) })).toBe(true);
    for (const field of ['env', 'secrets'])
      expect(messages({ [field]: names(51) })).toEqual(['Name at most 50 variables.']);
    expect(accepts({ secrets: ['K'.repeat(129)] })).toBe(false);
    const fixed = (count: number, length: number) => ({
      workspace: { variables: Object.fromEntries(names(count).map((name) => [name, 'x'.repeat(length)])) },
    });
    expect(accepts(fixed(100, 100))).toBe(true);
    expect(messages(fixed(101, 1))).toEqual(['Give at most 100 variables.']);
    expect(messages(fixed(1, 5_000))).toEqual(['A fixed value can have 4,096 characters at most.']);
    expect(messages(fixed(20, 4_000))).toEqual(['Names and values can have 64 KiB together at most.']);
  });

  it.each(['/etc/x', '../x', 'a/../b', 'a//b', './a', '', '**/x', 'a/'])(
    'takes no session files from %j',
    (file) => {
      expect(accepts({ acp: { command: ['agent'], session_files: [file] } })).toBe(false);
      expect(accepts({ acp: { command: ['agent'], session_files: ['.agent/*/one-*.json'] } })).toBe(true);
    },
  );

  it.each(['..', '../x', 'a/../..', 'a/..', '/etc', '/', '..\\x', 'a\\..\\b', ''])(
    'runs no command in %j',
    (cwd) => {
      expect(command({ cwd })).toBe(false);
    },
  );

  it.each(['.', 'packages/core', '..a', 'a..b', './x'])('runs commands in %j', (cwd) => {
    expect(command({ cwd })).toBe(true);
  });

  it.each([
    ['no program', { run: [] }],
    ['a line for a shell', { run: 'npm test' }],
    ['no time', { timeout_s: 0 }],
    ['days', { timeout_s: 86_401 }],
    ['part of a second', { timeout_s: 1.5 }],
    ['a field that nobody knows', { shell: true }],
  ])('takes no command with %s', (_name, fields) => {
    expect(command(fields)).toBe(false);
  });

  it.each([
    { unknown: 1 },
    { concurrency: 0 },
    { max_attempts: 11 },
    { max_output_mb: 5_000 },
    { executor: 'shell' },
    { network: 'some' },
    { handles: ['anything'] },
  ])('refuses %j', (config) => {
    expect(accepts(config)).toBe(false);
  });
});

describe('a new agent', () => {
  it.each(['backend', 'a', 'qa-2', 'x_y'])('may be called %s', (name) => {
    expect(AgentName.safeParse(name).success).toBe(true);
  });

  it.each(['', 'Backend', '2a', 'a b', 'a/b', 'a'.repeat(33), '@a', 'a\n'])(
    'may not be called %j',
    (name) => {
      expect(AgentName.safeParse(name).success).toBe(false);
    },
  );

  it('has no field that is for the server to fill in', () => {
    const fields = { name: 'a', role: 'a', config: {} };
    expect(NewAgent.safeParse(fields).success).toBe(true);
    expect(NewAgent.safeParse({ ...fields, id: '1' }).success).toBe(false);
  });
});

describe('a query', () => {
  it('has a page of bounded size', () => {
    expect(PageQuery.parse({})).toEqual({ limit: 50 });
    expect(PageQuery.parse({ limit: '500' }).limit).toBe(500);
    for (const limit of ['0', '501', '1.5', 'x', '-1', ''])
      expect(PageQuery.safeParse({ limit }).success, limit).toBe(false);
  });

  it('lists words by comma, and no others', () => {
    const list = commaList(TaskStatus);
    expect(list.parse('queued,done')).toEqual(['queued', 'done']);
    expect(list.safeParse('queued,nothing').success).toBe(false);
  });
});
