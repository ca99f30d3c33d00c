import { type Agent, AgentConfig } from '@overmind/contracts/entities/agent';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agents } from '../../../test/mock/fixtures/agents.ts';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { AgentDialog } from './agent-dialog.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const frontend = agents[0] as Agent;
const show = (agent: Agent | null = frontend, others: Agent[] = []) => {
  goTo(`${mock.url}/projects/${projectId}/agents`);
  let isClosed = false;
  renderInProject(<AgentDialog agent={agent} onClose={() => (isClosed = true)} />, (view) => ({
    ...view,
    agents: [...view.agents, ...others],
  }));
  return { user: userEvent.setup(), isClosed: () => isClosed };
};
const kept = async (name: string): Promise<Agent | undefined> => {
  const page = (await (await fetch(`${mock.url}/api/projects/${projectId}/agents`)).json()) as {
    items: Agent[];
  };
  return page.items.find((agent) => agent.name === name);
};
const save = () => screen.getByRole('button', { name: 'Save' });

describe('the form of an agent', () => {
  it('keeps all that was not touched', async () => {
    const { user, isClosed } = show();
    await user.click(save());
    await waitFor(() => expect(isClosed()).toBe(true));
    expect((await kept('frontend'))?.config).toEqual(frontend.config);
  });

  it('keeps what a coding agent may do and need that was not touched', async () => {
    const config = AgentConfig.parse({
      ...{ executor: 'acp', run_token: false, limits: { cpus: 1.5 } },
      acp: { command: ['my-agent'], session_files: ['.my-agent/*.json', '.my-agent/*/log'] },
      model_policy: { privacy: 'local_only' },
    });
    const { user, isClosed } = show({ ...frontend, config });
    await user.click(save());
    await waitFor(() => expect(isClosed()).toBe(true));
    expect((await kept('frontend'))?.config).toEqual(config);
  });

  it('reads where a coding agent keeps its sessions, and whether it gets a token of its run', async () => {
    const { user } = show();
    await user.click(screen.getByRole('radio', { name: /^Coding agent/ }));
    await user.click(screen.getByRole('radio', { name: /^Another, by its command/ }));
    const [program] = screen.getAllByLabelText('Program');
    await user.type(program as HTMLElement, 'my-agent');
    const files = screen.getByLabelText(/^Files of its sessions/);
    await user.type(files, '/etc/passwd');
    await user.click(save());
    expect(screen.getByRole('alert')).toHaveTextContent(/Give a path below the home of the agent/);
    await user.clear(files);
    await user.type(files, '.my-agent/*.json{Enter}');
    const token = screen.getByRole('checkbox', { name: /with a token of its run$/ });
    expect(token).toBeChecked();
    await user.click(token);
    await user.click(save());
    await waitFor(async () =>
      expect((await kept('frontend'))?.config).toMatchObject({
        ...{ acp: { command: ['my-agent'], session_files: ['.my-agent/*.json'] }, run_token: false },
      }),
    );
  });

  it('holds runs to a part of the processors', async () => {
    const { user } = show();
    await user.click(screen.getByText('Limits'));
    await user.type(screen.getByLabelText(/^Processors/), '1.5');
    await user.click(save());
    await waitFor(async () => expect((await kept('frontend'))?.config.limits.cpus).toBe(1.5));
  });

  it('gives runs all processors again when their number is emptied', async () => {
    const { limits } = frontend.config;
    const { user, isClosed } = show({
      ...frontend,
      config: { ...frontend.config, limits: { ...limits, cpus: 2 } },
    });
    await user.click(screen.getByText('Limits'));
    await user.clear(screen.getByLabelText(/^Processors/));
    await user.click(save());
    await waitFor(() => expect(isClosed()).toBe(true));
    expect((await kept('frontend'))?.config.limits).toEqual(limits);
  });

  it('offers the coding agents that runners have, installed ones first', async () => {
    const { user } = show();
    await user.click(screen.getByRole('radio', { name: /^Coding agent/ }));
    const coders = within(screen.getByRole('group', { name: 'Coding agent' })).getAllByRole('radio');
    expect(coders.map((coder) => coder.closest('label')?.textContent)).toEqual([
      'Claude Codeinstalled on ada-laptop',
      'Codexinstalled on build-box',
      'OpenCodeinstalled on ada-laptop, build-box',
      'Gemini CLInot installed on any runner: npm install -g @google/gemini-cli',
      expect.stringMatching(/^Another, by its command/),
    ]);
  });

  it('refuses a coding agent that is not named, then keeps the chosen one and its rule for requests', async () => {
    const { user } = show();
    await user.click(screen.getByRole('radio', { name: /^Coding agent/ }));
    await user.click(save());
    expect(screen.getByRole('alert')).toHaveTextContent('Choose a coding agent, or give its command.');
    await user.click(screen.getByRole('radio', { name: /^Claude Code/ }));
    await user.click(screen.getByRole('radio', { name: /^Deny all/ }));
    await user.click(save());
    await waitFor(async () =>
      expect((await kept('frontend'))?.config).toMatchObject({
        ...{ executor: 'acp', acp: { preset: 'claude-code' }, permissions: 'deny' },
      }),
    );
  });

  it('keeps to runners with the labels that are listed', async () => {
    const { user } = show();
    await user.click(screen.getByText('Sandbox, network and files'));
    await user.type(
      screen.getByLabelText(/^Only on runners with all of these labels/),
      'gpu{Enter} eu {Enter}',
    );
    await user.click(save());
    await waitFor(async () => expect((await kept('frontend'))?.config.labels).toEqual(['gpu', 'eu']));
  });

  it('adds a reviewer from the other agents with a language model', async () => {
    const critic = agents[1] as Agent;
    const model = { ...critic.config, executor: 'model' as const, commands: [], checks: [] };
    const { user } = show(frontend, [{ ...critic, name: 'critic', config: model }]);
    await user.click(screen.getByText(/^Checks: what proves/));
    await user.click(screen.getByRole('button', { name: 'Add reviewer' }));
    const reviewer = screen.getByRole('combobox', { name: 'Agent' });
    expect(
      within(reviewer)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Choose an agent…', 'critic']);
    await user.selectOptions(reviewer, '');
    await user.click(save());
    expect(screen.getByRole('alert')).toHaveTextContent('Choose the agent that reviews');
    await user.selectOptions(reviewer, 'critic');
    await user.click(save());
    await waitFor(async () =>
      expect((await kept('frontend'))?.config.checks).toEqual([
        ...frontend.config.checks,
        { name: 'review-1', reviewer: 'critic', allow_failure: false },
      ]),
    );
  });

  it('says that nobody can review where no other agent has a language model', async () => {
    const { user } = show();
    await user.click(screen.getByText(/^Checks: what proves/));
    expect(screen.getByText(/There is no other agent with a language model/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add reviewer' })).toBeDisabled();
  });

  it('marks the way that asks nobody as risky', async () => {
    const { user } = show();
    await user.click(screen.getByRole('radio', { name: /^Coding agent/ }));
    expect(screen.getByRole('radio', { name: /^Allow all/ }).closest('label')).toHaveTextContent('risky');
  });

  it('keeps the network to the hosts that are listed, and says which one is none', async () => {
    const { user } = show();
    await user.click(screen.getByText('Sandbox, network and files'));
    await user.selectOptions(screen.getByLabelText('Network'), 'Only these hosts');
    const hosts = screen.getByLabelText('Hosts, one a line');
    await user.type(hosts, 'https://example.org/');
    await user.click(save());
    expect(screen.getByRole('alert')).toHaveTextContent(/^Hosts: Give a host such as/);
    await user.clear(hosts);
    await user.type(hosts, 'registry.npmjs.org{Enter}*.example.org{Enter}');
    await user.click(save());
    await waitFor(async () =>
      expect((await kept('frontend'))?.config.network).toEqual({
        allow: ['registry.npmjs.org', '*.example.org'],
      }),
    );
  });

  it('reads cache, ports and variables of the workspace', async () => {
    const { user } = show();
    await user.click(screen.getByText(/^Workspace:/));
    await user.type(screen.getByLabelText(/^Cache: files/), 'package-lock.json');
    await user.type(screen.getByLabelText(/^Cache: folders/), 'node_modules');
    await user.clear(screen.getByLabelText('Free ports'));
    await user.type(screen.getByLabelText('Free ports'), '2');
    await user.click(screen.getByText('Environment and secrets'));
    await user.type(screen.getByLabelText(/^Variables/), 'CI=1{Enter}URL=http://x?a=b');
    await user.click(save());
    await waitFor(async () =>
      expect((await kept('frontend'))?.config.workspace).toEqual({
        ...{ setup: [], teardown: [], ports: 2 },
        cache: { key: ['package-lock.json'], paths: ['node_modules'] },
        variables: { CI: '1', URL: 'http://x?a=b' },
      }),
    );
  });

  it('refuses an emptied number rather than take it for nought', async () => {
    const { user } = show();
    await user.click(screen.getByText('Limits'));
    await user.clear(screen.getByLabelText('Memory (MB)'));
    await user.click(save());
    expect(screen.getByRole('alert')).toHaveTextContent(/^Limits: /);
  });

  it('adds an agent once its name can be one', async () => {
    const { user, isClosed } = show(null);
    await user.type(screen.getByLabelText('Name'), 'Coder');
    await user.click(screen.getByRole('button', { name: 'Add the agent' }));
    expect(screen.getByRole('alert')).toHaveTextContent(/short lower-case name/);
    await user.clear(screen.getByLabelText('Name'));
    await user.type(screen.getByLabelText('Name'), 'coder');
    await user.click(screen.getByRole('checkbox', { name: 'Code change' }));
    await user.click(screen.getByRole('button', { name: 'Add the agent' }));
    await waitFor(() => expect(isClosed()).toBe(true));
    expect(await kept('coder')).toMatchObject({ role: 'coder', config: { handles: ['code_change'] } });
  });
});
