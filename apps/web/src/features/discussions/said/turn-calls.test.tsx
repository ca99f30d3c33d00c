import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { giveHeight } from '../../../../test/give-height.ts';
import { liveId, message } from '../../../../test/mock/fixtures/discussions.ts';
import { projectId } from '../../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { NodeSocket } from '../../../../test/voice-server.ts';
import { DiscussionPage } from '../room/discussion-page.tsx';
import type { LogEntry } from './log-entries.ts';
import { rangesOf } from './turn-calls.ts';

const said = (number: number, turn: number | null): LogEntry => {
  const { key, message: entry } = { key: String(number), message: spoken(number, turn) };
  return { kind: 'message', key, message: entry };
};
const spoken = (number: number, turn: number | null): DiscussionMessage =>
  message(number, { by: 'quality_assurance', body: null, content: 'x', said: { turn } });

it('asks for turns in ranges of fifty, of those only that are shown', () => {
  const entries = [said(1, 1), said(2, 50), said(3, null), said(4, 51), said(5, 170)];
  expect(rangesOf(entries)).toEqual([
    { from: 1, to: 50, over: 2 },
    { from: 51, to: 100, over: 1 },
    { from: 151, to: 200, over: 1 },
  ]);
  expect(rangesOf([])).toEqual([]);
});

describe('a turn in the log', () => {
  let mock: Awaited<ReturnType<typeof startMock>>;
  let takeHeight: () => void;
  let hangUp = () => undefined as unknown;
  beforeEach(async () => {
    mock = await startMock();
    takeHeight = giveHeight(2_000);
    vi.stubGlobal('WebSocket', NodeSocket);
  });
  afterEach(() => {
    hangUp();
    takeHeight();
    vi.unstubAllGlobals();
    mock.close();
  });

  const open = () => {
    goTo(`${mock.url}/projects/${projectId}/discussions/${liveId}`);
    const shown = renderInProject(<DiscussionPage />);
    hangUp = () => shown.connection.stop();
    return userEvent.setup();
  };

  it('shows its model, what that took, and that another had failed', async () => {
    open();
    const log = within(await screen.findByRole('log', { name: 'What was said' }));
    const line = await log.findByRole('button', { name: 'ollama/qwen3 for turn 1: why this model' });
    expect(line).toHaveTextContent('after another failed');
    expect(line).toHaveTextContent('local');
    expect(line).toHaveTextContent('2 calls');
    const skipped = log.getByRole('button', { name: 'no model for turn 2: why this model' });
    expect(skipped).toHaveTextContent('a budget would have been broken');
    expect(log.queryByRole('button', { name: /for turn 4/ })).toBeNull();
  });

  it('opens the reasons for its model', async () => {
    const user = open();
    await user.click(await screen.findByRole('button', { name: /for turn 2: why this model/ }));
    const drawer = within(await screen.findByRole('dialog', { name: 'Calls of models for turn 2' }));
    expect(await drawer.findByRole('region', { name: 'What was tried' })).toHaveTextContent('openrouter/big');
    await user.click(drawer.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('lets one of several calls be chosen', async () => {
    const user = open();
    await user.click(await screen.findByRole('button', { name: /for turn 1: why this model/ }));
    const drawer = within(await screen.findByRole('dialog', { name: 'Calls of models for turn 1' }));
    const rows = await drawer.findAllByRole('button', { name: /why this model/ });
    expect(rows).toHaveLength(2);
    if (rows[0]) await user.click(rows[0]);
    expect(await drawer.findByRole('region', { name: 'Why this model' })).toHaveTextContent('costs nothing');
  });

  it('stands beside the budget of the discussion', async () => {
    open();
    const meter = await screen.findByRole('meter', { name: 'Budget of this discussion' });
    expect(meter).toHaveAttribute('aria-valuetext', '$0.084 of $0.10 spent');
    expect(screen.getByText('warns beyond $0.06, stops at $0.10')).toBeVisible();
  });
});
