import type { Agent } from '@overmind/contracts/entities/agent';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agents } from '../../../test/mock/fixtures/agents.ts';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { AgentTrialButton } from './agent-trial.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

it('shows what an agent lacks, after a dry run', async () => {
  const agent = agents[0] as Agent;
  goTo(`${mock.url}/projects/${projectId}/agents`);
  renderInProject(<AgentTrialButton agent={agent} />);
  await userEvent
    .setup()
    .click(screen.getByRole('button', { name: `Try ${agent.name} without giving it work` }));
  const dialog = within(screen.getByRole('dialog', { name: `A dry run of ${agent.name}` }));
  expect(await dialog.findByText('One thing is missing.')).toBeVisible();
  const [fine, missing] = dialog.getAllByRole('listitem');
  expect(within(fine as HTMLElement).getByLabelText('Fine')).toBeInTheDocument();
  expect(missing).toHaveTextContent('The program "pnpm" was not found on this runner.');
});
