import { AgentConfig } from '@overmind/contracts/entities/agent';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderInProject } from '../../../../test/render-in-project.tsx';
import { type AgentDraft, draftOf } from './agent-draft.ts';
import { PrivacyWarning } from './privacy-warning.tsx';

type Rules = Parameters<Parameters<typeof renderInProject>[1] & object>[0]['project']['settings'];

const shop = '/home/ada/code/shop';
const usual = draftOf(null);
const coder: AgentDraft = { ...usual, config: { ...usual.config, executor: 'acp' } };

const show = (draft: AgentDraft, rules: Partial<Rules> = {}) =>
  renderInProject(<PrivacyWarning draft={draft} />, (view) => ({
    ...view,
    project: {
      ...view.project,
      default_repo_path: shop,
      settings: { ...view.project.settings, ...rules },
    },
  }));
const warning = () => screen.queryByRole('status');

it('says that runs of a coding agent on the internet will wait where only local models may be used', () => {
  show(coder, { model_privacy: 'local_only' });
  expect(warning()).toHaveTextContent(/^Its runs will wait: .* set its network to "none"/);
});

it('is silent where any model may be used', () => {
  show(coder);
  expect(warning()).toBeNull();
});

it('is silent for an agent that calls no model by itself', () => {
  show(usual, { model_privacy: 'local_only' });
  expect(warning()).toBeNull();
});

it('is silent once the network is closed, or leads to this machine only', () => {
  const rules = { model_privacy: 'local_only' } as const;
  const closed = show({ ...coder, network: { way: 'none', hosts: [] } }, rules);
  expect(warning()).toBeNull();
  closed.unmount();
  show({ ...coder, network: { way: 'allow', hosts: ['127.0.0.1:8080'] } }, rules);
  expect(warning()).toBeNull();
});

it('goes by the rule of the repository that is written in the form, else by that of the project', () => {
  const rules = { repository_privacy: { [shop]: 'local_only' } } as const;
  const elsewhere = show({ ...coder, repoPath: '/home/ada/code/blog' }, rules);
  expect(warning()).toBeNull();
  elsewhere.unmount();
  show({ ...coder, repoPath: ' ' }, rules);
  expect(warning()).toBeVisible();
});

it('goes by what the agent itself says of models', () => {
  const config = AgentConfig.parse({ ...coder.config, model_policy: { privacy: 'local_only' } });
  show({ ...coder, config });
  expect(warning()).toBeVisible();
});
