import { describe, expect, it } from 'vitest';
import { type ChoosableAgent, chooseAgent } from './choose.ts';
import { matchesGlob } from './glob.ts';
import { findNamedAgent, stripAgent } from './named.ts';
import { presetAgents } from './presets.ts';

const agent = (
  name: string,
  handles: ChoosableAgent['handles'],
  change: Partial<ChoosableAgent> = {},
): ChoosableAgent => ({
  ...{ name, role: name, is_enabled: true, handles, paths: [], ...change },
});
const agents: ChoosableAgent[] = presetAgents(null, null).map(({ name, role, config }) => ({
  ...{ name, role, is_enabled: true, handles: config.handles, paths: config.paths },
}));

describe('the agent for a task', () => {
  it.each([
    ['code_change', 'Make all buttons blue', 'frontend'],
    ['code_change', 'Add pagination to the orders API', 'backend'],
    ['code_change', 'Fix src/web/cart.ts', 'frontend'],
    ['code_change', 'Fix the loop in jobs/send.py', 'backend'],
    ['code_change', 'Fix the login bug', 'backend'],
    ['test', 'Test the frontend', 'qa'],
    ['review', 'Review the API', 'qa'],
    ['infra', 'Deploy', 'infra'],
    ['doc', 'Update the README', 'backend'],
    ['research', 'Find out why', 'backend'],
    ['infra', '@qa deploy this', 'qa'],
  ] as const)('for %s %j is %s', (type, text, name) => {
    expect(chooseAgent(type, text, agents)).toBe(name);
    expect(chooseAgent(type, text, agents.toReversed())).toBe(name);
  });

  it('is one of the role when there is one, else any enabled one that handles the type', () => {
    expect(
      chooseAgent('doc', 'Update the docs', [...agents, agent('scribe', ['doc'], { role: 'docs' })]),
    ).toBe('scribe');
    expect(
      chooseAgent('test', 'Run it', [
        agent('helper', ['test']),
        agent('qa', ['test'], { is_enabled: false }),
      ]),
    ).toBe('helper');
    expect(chooseAgent('infra', 'Deploy', [agent('qa', ['test'])])).toBeNull();
    expect(chooseAgent('infra', 'Deploy', [agent('ops', [], { role: 'devops' })])).toBe('ops');
  });

  it('is the one whose paths hold the named file', () => {
    const mobile = agent('mobile', ['code_change'], { paths: ['apps/mobile/**'] });
    expect(chooseAgent('code_change', 'Fix apps/mobile/src/app.tsx', [...agents, mobile])).toBe('mobile');
  });

  it('is a disabled one only by name', () => {
    const off = agents.map((one) => ({ ...one, is_enabled: one.name !== 'qa' }));
    expect(chooseAgent('test', 'Run the tests', off)).toBeNull();
    expect(chooseAgent('test', 'Ask qa to run the tests', off)).toBe('qa');
  });
});

it.each([
  ['@qa run it', 'run it'],
  ['ask qa to run it', 'run it'],
  ['tell the qa agent to run it', 'run it'],
  ['qa: run it', 'run it'],
  ['run it with the qa agent', 'run it'],
  ['run it and assign it to qa', 'run it'],
  ['have qa run it', 'run it'],
])('finds the agent named in %j and takes the name out', (text, rest) => {
  expect(findNamedAgent(text, [{ name: 'qa', role: 'qa' }])).toBe('qa');
  expect(stripAgent(text, [{ name: 'qa', role: 'qa' }])).toBe(rest);
});

it('does not take every mention of a role for a name', () => {
  for (const text of [
    'fix the frontend',
    'mail me@frontend-shop.com',
    '@frontend-team look',
    'get the frontend build green',
  ]) {
    expect(findNamedAgent(text, agents)).toBeNull();
  }
});

it.each([
  ['src/a.tsx', '*.tsx', true],
  ['src/a.tsx', '*.{ts,tsx}', true],
  ['src/a.ts', 'src/*.ts', true],
  ['src/b/a.ts', 'src/*.ts', false],
  ['src/b/a.ts', 'src/**', true],
  ['api/a.ts', '**/api/**', true],
  ['a.ts', 'a?ts', true],
  ['a', '{a', false],
])('matches %s with %s: %s', (path, glob, isMatch) => {
  expect(matchesGlob(path, glob)).toBe(isMatch);
});

it('gives preset agents only the commands that were found', () => {
  const command = (name: string) => ({
    name,
    run: ['npm', 'run', name],
    timeout_s: 600,
    allow_failure: false,
    cwd: '.',
  });
  const detected = {
    test: [command('test')],
    lint: [command('lint')],
    build: [command('build')],
    format: [command('format')],
  };
  const commandsOf = (presets: ReturnType<typeof presetAgents>) =>
    presets.map(({ name, config }) => [
      name,
      config.commands.map((one) => one.name),
      config.checks.map((one) => one.name),
    ]);
  expect(commandsOf(presetAgents(detected, '/repos/shop'))).toEqual([
    ['frontend', ['format'], ['test']],
    ['backend', ['format'], ['test']],
    ['qa', ['test'], []],
    ['infra', ['build'], []],
  ]);
  expect(presetAgents(detected, '/repos/shop')[0]?.config.repo_path).toBe('/repos/shop');
  expect(
    presetAgents(null, null).every(({ config }) => config.commands.length + config.checks.length === 0),
  ).toBe(true);
});
