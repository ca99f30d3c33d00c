import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { discussions } from '../../../../test/mock/fixtures/discussions.ts';
import { projectId } from '../../../../test/mock/fixtures/ids.ts';
import { renderInProject } from '../../../../test/render-in-project.tsx';
import { EndNote } from './end-note.tsx';

const overBudget = (budget: string) =>
  `a/b is not called: ${budget} of $1.00 would be broken. Raise the budget and start the discussion again.`;

it.each([
  [
    overBudget("the day's budget of the project"),
    'Budgets of the project',
    `/projects/${projectId}/settings`,
  ],
  [overBudget('the budget of the discussion'), 'Budgets of the project', `/projects/${projectId}/settings`],
  [overBudget("the day's budget of this installation"), 'Model providers', '/settings/providers'],
  ['No language model is configured.', 'Model providers', '/settings/providers'],
])('leads from "%s" to where it is mended', (reason, name, href) => {
  const [first] = discussions;
  if (first === undefined) throw new Error('There is no discussion to show');
  renderInProject(<EndNote discussion={{ ...first, status: 'failed', reason, record: null }} />);
  expect(screen.getByRole('status')).toHaveTextContent(reason.slice(0, 20));
  expect(screen.getByRole('link', { name })).toHaveAttribute('href', href);
});
