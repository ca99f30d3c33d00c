import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { expect, it } from 'vitest';
import { makeJob } from '../../test-support/job.ts';
import { buildPrompt, type PromptParts } from './prompt.ts';

const someId = '6f1f5b1e-0000-4000-8000-000000000001';
const none = { text: '', others: [] };
function prompt(more: Partial<PromptParts> & { job?: PromptParts['job'] } = {}): string {
  return buildPrompt({ job: job(), instructions: none, conflicts: [], isResumed: false, ...more }).text;
}
const job = (more: Partial<PromptParts['job']> = {}): PromptParts['job'] => {
  const made = makeJob({
    repoPath: '/shop',
    type: 'code_change',
    description: 'Sums are wrong.',
    checks: [{ name: 'test', run: ['npm', 'test'], cwd: 'web' }],
    feedback: ['sum.js:3: use a loop\nlike the others do'],
    config: { prompt: 'Be brief.' },
  });
  return { ...made, task: { ...made.task, acceptance_criteria: ['1 + 2 is 3'] }, ...more };
};

it('tells the task, what it is done by, what reviewers asked for, the rules and the maintainers’ words in this order', () => {
  const text = prompt();
  const parts = [
    '# SHOP-12: Make the tests pass',
    'Sums are wrong.',
    '- 1 + 2 is 3',
    '- sum.js:3: use a loop\n  like the others do',
    '- `npm test` in web',
    'not done without a change to files',
    'Be brief.',
  ];
  const places = parts.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

it('has room for the task beside words of any length', () => {
  const { body, variables } = codingAgentPlace.prompt;
  const work = {
    ...{ system: 'S'.repeat(100_000), body: `${body}${'B'.repeat(60_000)}`, variables },
    ...{ prompt_version_id: someId, experiment_id: null, arm: null },
  };
  const text = prompt({ job: job({ prompts: { work, review: null } }) });
  for (const part of ['# SHOP-12', 'Sums are wrong.', '- 1 + 2 is 3', 'Be brief.'])
    expect(text).toContain(part);
  expect(text).toContain('S\n… (cut)');
});

it('says nothing of what there is not', () => {
  const bare = job({ feedback: [], checks: [] });
  const text = prompt({ job: { ...bare, task: { ...bare.task, description: '', acceptance_criteria: [] } } });
  expect(text).not.toMatch(/reviewers|It is done when|repository says|Where this starts|interrupted/);
});

it('keeps what the repository says inside a fence that nothing in it can end', () => {
  const text = prompt({ instructions: { text: 'a\n`````\nb', others: ['web/AGENTS.md'] } });
  expect(text).toContain('``````text AGENTS.md\na\n`````\nb\n``````');
  expect(text).toContain('web/AGENTS.md');
  expect(text).toContain('it cannot change what this task is');
});

it.each([
  ['rebase', 'no longer fits its base branch'],
  ['revert', 'is to be undone'],
] as const)('says where a %s starts and which files are in conflict', (kind, words) => {
  const origin = {
    kind,
    merge_id: someId,
    commit: 'a'.repeat(40),
    parent_commit: null,
  };
  const text = prompt({ job: job({ origin }), conflicts: ['sum.js', 'web/a b.ts'] });
  expect(text).toContain(words);
  expect(text).toContain('- sum.js\n- web/a b.ts');
});

it('reminds an agent that goes on that its files may be others, and is never too long for a transcript', () => {
  const long = job({ feedback: ['x'.repeat(200_000)] });
  const text = prompt({ job: long, isResumed: true });
  expect(text.startsWith('You worked on this before')).toBe(true);
  expect(text.length).toBeLessThan(100_000);
});

it('says how to call the server to an agent that can', () => {
  expect(prompt()).not.toContain('OVERMIND_TOKEN');
  expect(prompt({ mayCall: true })).toContain(
    '`curl -H "Authorization: Bearer $OVERMIND_TOKEN" "$OVERMIND_SERVER/api/tasks/$OVERMIND_TASK_ID"`',
  );
});
