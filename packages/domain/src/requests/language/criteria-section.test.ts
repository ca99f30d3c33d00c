import { expect, it } from 'vitest';
import { scenes } from '../corpus/scenes.ts';
import { understand } from '../understand.ts';

const tasks = (text: string) => understand(text, scenes.shop).requests.flatMap((request) => request.tasks);

it.each([
  [
    'sentences on one line',
    'Add user accounts. Acceptance criteria: users can sign up, users can log in, and passwords are hashed.',
    ['Users can sign up', 'Users can log in', 'Passwords are hashed'],
  ],
  [
    'a list',
    'Add user accounts.\nAcceptance criteria:\n- people can sign up\n- people can log in\n',
    ['People can sign up', 'People can log in'],
  ],
  [
    'numbers under a heading',
    'Add user accounts.\n\n**Acceptance criteria**\n1. people can sign up\n2. people can log in',
    ['People can sign up', 'People can log in'],
  ],
  [
    'one sentence with a comma of its own',
    'Add user accounts. Done when: without a password, nobody gets in',
    ['Without a password, nobody gets in'],
  ],
])('takes %s under a label for the criteria of the work before', (_what, text, criteria) => {
  const found = tasks(text);
  expect(found.map(({ title }) => title)).toEqual(['Add user accounts']);
  expect(found[0]?.acceptance_criteria.slice(0, criteria.length)).toEqual(criteria);
});

it('goes on with the work that is asked for after the criteria', () => {
  const found = tasks('Build a contact form. Acceptance criteria: the mail arrives. Then deploy to staging.');
  expect(found).toMatchObject([
    { title: 'Build a contact form', depends_on: [] },
    { title: 'Deploy to staging', depends_on: [0] },
  ]);
  expect(found[0]?.acceptance_criteria[0]).toBe('The mail arrives');
  expect(found[1]?.acceptance_criteria.join()).not.toContain('mail');
});

it('leaves work on a page of that name alone', () => {
  expect(tasks('Fix the acceptance criteria page')).toMatchObject([
    { title: 'Fix the acceptance criteria page' },
  ]);
});
