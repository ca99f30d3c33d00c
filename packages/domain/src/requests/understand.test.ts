import { Understanding } from '@overmind/contracts/entities/request';
import type { TaskStatus, TaskType } from '@overmind/contracts/entities/task';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChoosableAgent } from '../agents/choose.ts';
import type { KnownTask, UnderstandContext } from './context.ts';
import { understand } from './understand.ts';

const agent = (name: string, handles: TaskType[], is_enabled = true): ChoosableAgent => ({
  ...{ name, role: name, is_enabled, handles, paths: [] },
});
const agents = [
  agent('frontend', ['code_change']),
  agent('backend', ['code_change', 'doc', 'research']),
  agent('qa', ['test', 'review']),
  agent('infra', ['infra']),
];
const task = (key: string, title: string, type: TaskType, status: TaskStatus): KnownTask => ({
  ...{ key, title, type, status, updated_at: '2026-01-01T00:00:00Z' },
});
const tasks = [
  task('SHOP-12', 'Run the tests', 'test', 'needs_review'),
  task('SHOP-4', 'Fix the login bug', 'code_change', 'in_progress'),
  task('SHOP-3', 'Add a footer', 'code_change', 'queued'),
  task('SHOP-2', 'Deploy to staging', 'infra', 'failed'),
  task('SHOP-1', 'Update the readme', 'doc', 'done'),
];
const chat: UnderstandContext = { agents, tasks, mentioned: [], source: 'chat' };

const read = (text: string, context: Partial<UnderstandContext> = {}) =>
  understand(text, { ...chat, ...context }).requests;
const planned = (text: string, context: Partial<UnderstandContext> = {}) =>
  read(text, context).flatMap((request) => request.tasks);
const titles = (text: string) => planned(text).map((item) => item.title);

describe('work', () => {
  it('makes one test task of "Run the tests"', () => {
    expect(read('Run the tests')).toMatchObject([
      {
        kind: 'work',
        intent: 'create_tasks',
        tasks: [
          {
            ...{ title: 'Run the tests', type: 'test', agent: 'qa', priority: 3, depends_on: [] },
            acceptance_criteria: ['The test command exits with 0'],
          },
        ],
      },
    ]);
  });

  it('lets the second of two wait for the first, and binds "urgent" to where it is said', () => {
    expect(planned('Run the tests, then fix the login bug (urgent)')).toMatchObject([
      { title: 'Run the tests', priority: 3, depends_on: [] },
      { title: 'Fix the login bug', priority: 1, depends_on: [0] },
    ]);
  });

  it.each([
    ['fix buttons and links', ['Fix buttons and links']],
    ['fix the buttons and add a footer', ['Fix the buttons', 'Add a footer']],
    ['fix the header, add a footer, and write docs', ['Fix the header', 'Add a footer', 'Write docs']],
    ['rename "save and close" to "done and add"', ['Rename "save and close" to "done and add"']],
    ['add drag and drop to the list', ['Add drag and drop to the list']],
    ['add a button to save and close the dialog', ['Add a button to save and close the dialog']],
    ['let users log in and edit their profile', ['Let users log in and edit their profile']],
    ['build and deploy the site', ['Build and deploy the site']],
    ['add tests and update docs', ['Add tests and update docs'.slice(0, 9), 'Update docs']],
    ['1. Add a footer\n2. Fix src/api/users.ts', ['Add a footer', 'Fix src/api/users.ts']],
    ['hey, could you please uh run the tests for me?', ['Run the tests']],
    ['We need a dark mode', ['Add a dark mode']],
    ['the login page is broken', ['Fix: the login page is broken']],
    ['would you mind fixing the header', ['Fix the header']],
    ['stop the spinner from flickering', ['Stop the spinner from flickering']],
    ['disable the save button while loading', ['Disable the save button while loading']],
    ['retry failed webhooks with backoff', ['Retry failed webhooks with backoff']],
  ])('splits and titles %j', (text, expected) => {
    expect(titles(text)).toEqual(expected);
  });

  it.each([
    ['@backend add a /health route P2', { title: 'Add a /health route', agent: 'backend', priority: 2 }],
    [
      'ask qa to review the checkout code',
      { title: 'Review the checkout code', agent: 'qa', type: 'review' },
    ],
    ['make all buttons blue', { agent: 'frontend', type: 'code_change' }],
    ['fix the slow SQL query', { agent: 'backend', type: 'code_change' }],
    ['fix the typo in src/pages/Home.tsx', { agent: 'frontend' }],
    ['deploy to staging', { agent: 'infra', type: 'infra' }],
    ['update the README', { agent: 'backend', type: 'doc' }],
    ['investigate why checkout is slow', { type: 'research' }],
    ['write unit tests for the parser', { type: 'code_change' }],
    ['when you have time, update the docs', { title: 'Update the docs', priority: 5 }],
    ['add an urgent badge to the list', { title: 'Add an urgent badge to the list', priority: 3 }],
    ['fix the crash asap', { title: 'Fix the crash', priority: 1 }],
    ['add a footer, low priority', { title: 'Add a footer', priority: 4 }],
  ])('reads %j', (text, expected) => {
    expect(planned(text)).toMatchObject([expected]);
  });

  it('keeps the order of steps, and starts anew where nothing says so', () => {
    const dependencies = (text: string) => planned(text).map((item) => item.depends_on);
    expect(dependencies('fix the header and add a footer, then run the tests')).toEqual([[], [], [0, 1]]);
    expect(dependencies('Run the tests; if they fail, fix them')).toEqual([[], [0]]);
    expect(dependencies('run the tests on the API and fix what fails')).toEqual([[], [0]]);
    expect(dependencies('Fix the header. Add a footer. Then run the tests.')).toEqual([[], [], [1]]);
    expect(dependencies('first add the endpoint, then wire the button, and finally update the docs')).toEqual(
      [[], [0], [1]],
    );
  });

  it('gives all parts the priority that comes before a colon, and one part what a sentence says of it', () => {
    const priorities = (text: string) => planned(text).map((item) => item.priority);
    expect(priorities('urgent: fix the crash and add a footer')).toEqual([1, 1]);
    expect(priorities("Fix the header. Add dark mode. It's urgent.")).toEqual([3, 1]);
  });

  it('takes "make sure …" as a criterion of the work before it', () => {
    const [only, ...others] = planned('Add a footer and make sure it works on mobile');
    expect(others).toEqual([]);
    expect(only?.acceptance_criteria).toContain('It works on mobile');
  });

  it('gives work to a disabled agent only when it is named', () => {
    const context = { agents: [agent('qa', ['test'], false), agent('helper', ['test'])] };
    expect(planned('run the tests', context)).toMatchObject([{ agent: 'helper' }]);
    expect(planned('@qa run the tests', context)).toMatchObject([{ agent: 'qa' }]);
  });
});

describe('control', () => {
  it.each([
    ['cancel SHOP-12', { intent: 'cancel', targets: ['SHOP-12'] }],
    ['cancel shop-3 and #4', { intent: 'cancel', targets: ['SHOP-3', 'SHOP-4'] }],
    ['cancel the footer task', { intent: 'cancel', targets: ['SHOP-3'] }],
    ['delete SHOP-3', { intent: 'cancel', targets: ['SHOP-3'] }],
    ['retry it', { intent: 'retry', targets: ['SHOP-2'] }],
    ['retry the failed ones', { intent: 'retry', targets: ['SHOP-2'] }],
    ['approve #12', { intent: 'approve', targets: ['SHOP-12'] }],
    ['reject SHOP-12 because it is wrong', { intent: 'reject', targets: ['SHOP-12'] }],
    ["what's running?", { intent: 'status', targets: [] }],
    ['how is the login task', { intent: 'status', targets: ['SHOP-4'] }],
    ['pause', { intent: 'pause' }],
    ['resume', { intent: 'resume' }],
    ['run the orchestrator', { intent: 'run_cycle', targets: [] }],
    ['disable the frontend agent', { intent: 'disable_agent', agent: 'frontend' }],
    ['turn qa back on', { intent: 'enable_agent', agent: 'qa' }],
    ['what did SHOP-3 change', { intent: 'what_changed', targets: ['SHOP-3'] }],
    ['make SHOP-4 urgent', { intent: 'reprioritize', targets: ['SHOP-4'], priority: 1 }],
    ['bump SHOP-3 to P2', { intent: 'reprioritize', targets: ['SHOP-3'], priority: 2 }],
    ['undo that', { intent: 'undo' }],
    ["let's discuss the database layout", { intent: 'discuss' }],
    ['write a spec for payments', { intent: 'spec' }],
    ['run SHOP-3', { intent: 'run_cycle', targets: ['SHOP-3'] }],
    ['/status', { intent: 'status', confidence: 1 }],
    ['/help', { intent: 'help' }],
    ['/run', { intent: 'run_cycle' }],
    ['/cancel SHOP-1', { intent: 'cancel', targets: ['SHOP-1'] }],
    ['/disable qa', { intent: 'disable_agent', agent: 'qa' }],
    ['/priority SHOP-3 P1', { intent: 'reprioritize', targets: ['SHOP-3'], priority: 1 }],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toMatchObject([{ kind: 'control', needs_clarification: null, ...expected }]);
  });

  it('asks which one when "it" could be several, and offers them', () => {
    const live = ['SHOP-7', 'SHOP-6', 'SHOP-5'].map((key) =>
      task(key, `Do ${key}`, 'code_change', 'in_progress'),
    );
    for (const mentioned of [[], live.map(({ key }) => key)]) {
      const [request] = read('cancel it', { tasks: live, mentioned });
      expect(request?.needs_clarification).toBe('Which task do you want to cancel?');
      expect(request?.choices.map(({ say }) => say)).toEqual([
        'cancel SHOP-7',
        'cancel SHOP-6',
        'cancel SHOP-5',
      ]);
      expect(request?.targets).toEqual(['SHOP-7', 'SHOP-6', 'SHOP-5']);
    }
    expect(read('cancel it', { tasks: live, mentioned: ['SHOP-6'] })).toMatchObject([
      { needs_clarification: null, targets: ['SHOP-6'] },
    ]);
  });

  it('takes "what changed" for a question on all that was done where no task is spoken of', () => {
    const live = ['SHOP-6', 'SHOP-7'].map((key) => task(key, `Paint ${key}`, 'code_change', 'needs_review'));
    for (const text of ['what changed since yesterday?', 'what did backend change'])
      expect(read(text, { tasks: live })).toMatchObject([
        { intent: 'what_changed', targets: [], needs_clarification: null },
      ]);
  });

  it('asks when a word is no command, agent or task', () => {
    expect(read('/frobnicate')[0]?.needs_clarification).toContain('/help');
    expect(read('/disable nobody')[0]?.needs_clarification).toContain('nobody');
    expect(read('cancel the payroll import')[0]?.needs_clarification).toContain('payroll');
    const [unsure] = read('dark mode');
    expect(unsure?.needs_clarification).toContain('dark mode');
    expect(unsure?.choices).toContainEqual({ label: 'Add dark mode', say: 'add dark mode' });
  });

  it('does control and work of one utterance in the order said', () => {
    expect(read('cancel SHOP-3 and add a sidebar')).toMatchObject([
      { intent: 'cancel', targets: ['SHOP-3'] },
      { intent: 'create_tasks', tasks: [{ title: 'Add a sidebar' }] },
    ]);
  });
});

it.each(['Why is the login slow?', 'does the api have tests?', 'how do I add an agent'])(
  'takes %j for a question',
  (text) => {
    expect(read(text)).toMatchObject([{ kind: 'question', intent: 'ask', tasks: [] }]);
  },
);

describe('speech', () => {
  const spoken = (text: string) => read(text, { source: 'voice' });

  it('understands spoken keys, numbers and names', () => {
    expect(spoken('um approve shop twelve')).toMatchObject([{ intent: 'approve', targets: ['SHOP-12'] }]);
    expect(spoken('retry number two')).toMatchObject([{ intent: 'retry', targets: ['SHOP-2'] }]);
    expect(spoken('at backend add a health route priority one')).toMatchObject([
      { tasks: [{ title: 'Add a health route', agent: 'backend', priority: 1 }] },
    ]);
  });

  it('has a destructive act confirmed', () => {
    const [asked] = spoken('cancel shop three');
    expect(asked?.needs_clarification).toBe('Shall I cancel SHOP-3, Add a footer?');
    expect(asked?.choices).toContainEqual({ label: 'Yes', say: 'yes, cancel SHOP-3' });
    expect(spoken('yes, cancel SHOP-3')).toMatchObject([{ targets: ['SHOP-3'], needs_clarification: null }]);
  });

  const question = 'Shall I approve SHOP-12, Run the tests?';
  const yes = { label: 'Yes', say: 'yes, approve SHOP-12' };
  const no = { label: 'No', say: 'never mind' };

  it('has an approval confirmed, as it cannot be taken back, by the title of the task', () => {
    for (const text of ['approve shop twelve', 'accept it', 'shop twelve looks good, merge it'])
      expect(spoken(text), text).toMatchObject([
        { intent: 'approve', targets: ['SHOP-12'], needs_clarification: question, choices: [yes, no] },
      ]);
    expect(read('approve SHOP-12')).toMatchObject([{ intent: 'approve', needs_clarification: null }]);
  });

  it.each(['yes', 'yes please', 'approve shop twelve', 'yes approve shop twelve'])(
    'approves after "%s" to that question',
    (text) => {
      const context = { source: 'voice' as const, pending: { question, choices: [yes, no] } };
      expect(read(text, context)).toMatchObject([
        { intent: 'approve', targets: ['SHOP-12'], needs_clarification: null },
      ]);
    },
  );

  it('asks anew where another task than the one in question is named', () => {
    const context = { source: 'voice' as const, pending: { question, choices: [yes, no] } };
    expect(read('approve shop two', context)).toMatchObject([
      { targets: ['SHOP-2'], needs_clarification: 'Shall I approve SHOP-2, Deploy to staging?' },
    ]);
    expect(read('no', context)).toMatchObject([{ remark: 'negation' }]);
  });

  it('approves what is chosen of several without another question', () => {
    const offered = ['SHOP-12', 'SHOP-13'].map((key) => ({ label: `${key} Run`, say: `approve ${key}` }));
    const context = {
      source: 'voice' as const,
      pending: { question: 'Which task do you want to approve?', choices: offered },
    };
    for (const text of ['the first', 'approve shop twelve'])
      expect(read(text, context), text).toMatchObject([
        { intent: 'approve', targets: ['SHOP-12'], needs_clarification: null },
      ]);
  });

  it('has "the same for another" confirmed as the act itself', () => {
    const previous = { requests: read('cancel SHOP-4'), created: [] };
    expect(read('and shop three too', { source: 'voice', previous })).toMatchObject([
      { intent: 'cancel', targets: ['SHOP-3'], needs_clarification: 'Shall I cancel SHOP-3, Add a footer?' },
    ]);
  });

  it('names several tasks by their titles', () => {
    expect(spoken('retry shop two and shop four')).toMatchObject([
      {
        needs_clarification: 'Shall I retry SHOP-2 Deploy to staging and SHOP-4 Fix the login bug?',
        choices: [{ say: 'yes, retry SHOP-2 and SHOP-4' }, no],
      },
    ]);
  });

  it('has "undo" confirmed where it would cancel several tasks', () => {
    const context = { source: 'voice' as const, undoCancels: ['SHOP-3', 'SHOP-99'] };
    const asked = 'Shall I take that back and cancel SHOP-3 Add a footer and SHOP-99?';
    const choices = [{ label: 'Yes', say: 'yes, undo' }, no];
    expect(read('undo that', context)).toMatchObject([
      { intent: 'undo', needs_clarification: asked, choices },
    ]);
    const pending = { question: asked, choices };
    for (const text of ['yes', 'undo'])
      expect(read(text, { ...context, pending }), text).toMatchObject([
        { intent: 'undo', needs_clarification: null },
      ]);
    for (const fewer of [
      { ...context, undoCancels: ['SHOP-3'] },
      { ...context, source: 'chat' as const },
    ])
      expect(read('undo that', fewer)).toMatchObject([{ intent: 'undo', needs_clarification: null }]);
  });
});

describe('a denial', () => {
  const choices = [
    { label: 'Yes', say: 'yes, cancel SHOP-3' },
    { label: 'No', say: 'never mind' },
  ];
  const canceled = understand('cancel SHOP-3', chat).requests;
  const situations: Record<string, UnderstandContext> = {
    'when nothing was said before': chat,
    'of what was spoken of': { ...chat, mentioned: ['SHOP-3'] },
    'as the answer to whether it shall be done': {
      ...chat,
      pending: { question: 'Shall I cancel it?', choices },
    },
    'after the same was done to another': { ...chat, previous: { requests: canceled, created: [] } },
  };
  const said = [
    'please do not cancel it',
    "please don't cancel it",
    'do not cancel SHOP-3',
    'please never cancel that',
    'okay do not cancel it',
    'it must not be canceled',
    'please keep it',
  ];

  it.each(Object.entries(situations))('never acts: %s', (_situation, context) => {
    for (const text of said)
      for (const source of ['chat', 'voice'] as const)
        expect(understand(text, { ...context, source }).requests, text).not.toContainEqual(
          expect.objectContaining({ intent: 'cancel' }),
        );
  });
});

it('answers any text by the contract, always the same, and only with tasks that wait for earlier ones', () => {
  const words = fc.constantFrom(
    ...'run fix add the a tests footer login and then , . ( ) urgent P1 cancel it SHOP-3 #4 @qa / " \' ? ! \n if what please uh then, make sure'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(words, { maxLength: 15 }).map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('chat' as const, 'voice' as const), (said, source) => {
      const understood = understand(said, { ...chat, source });
      expect(Understanding.parse(understood)).toEqual(understood);
      expect(understand(said, { ...chat, source })).toEqual(understood);
      expect(understood.requests.length).toBeGreaterThan(0);
      for (const request of understood.requests) {
        for (const [index, item] of request.tasks.entries()) {
          expect(item.title).not.toBe('');
          expect(item.depends_on.every((earlier) => earlier < index)).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});

it('understands long texts of one kind', () => {
  for (const unit of [
    'a ',
    'run the tests and ',
    'a/b/',
    '"',
    "'a ",
    '- ',
    'please ',
    'uh ',
    '(',
    'shop ',
    ', then ',
  ]) {
    expect(understand(unit.repeat(Math.floor(20_000 / unit.length)), chat).requests.length).toBeGreaterThan(
      0,
    );
  }
});
