import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { calls } from '../../../test/mock/fixtures/models.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { usageCsv } from './csv.ts';
import { ledgerIn } from './ledger/ledger-place.ts';
import { UsagePage } from './usage-page.tsx';
import { daysBetween, placeIn } from './usage-place.ts';
import { UsageSavings } from './usage-savings.tsx';
import { amountsByDay } from './use-usage.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const show = (search = '') => {
  goTo(`${mock.url}/usage${search}`);
  renderInProject(<UsagePage />);
  return { user: userEvent.setup() };
};

const shownList = () => screen.getByRole('list', { name: 'Calls of models' });

describe('the usage page', () => {
  it('draws what each day took, who took it, and what was saved', async () => {
    show('?from=2026-11-16&to=2026-11-22');
    expect(await screen.findByRole('img', { name: /Money per day; most on Nov 22/ })).toBeVisible();
    const cache = screen.getByRole('region', { name: 'Saved by the cache' });
    expect(cache).toHaveTextContent('$0.25');
    expect(cache).toHaveTextContent('10 of 40 calls');
    expect(screen.getByRole('region', { name: 'Saved by the router' })).toHaveTextContent('$5.00');
    expect(screen.getByRole('region', { name: 'Local and cloud' })).toHaveTextContent('75 % local');
    const split = screen.getByRole('region', { name: 'By model' });
    const [most] = within(split).getAllByRole('listitem');
    expect(most).toHaveTextContent('openrouter/big');
    expect(most).toHaveTextContent('75 % local · $3.75 less than the best model');
  });

  it('keeps what is chosen in the address', async () => {
    const { user } = show('?from=2026-11-16&to=2026-11-22');
    await user.click(await screen.findByRole('button', { name: 'Agent' }));
    expect(await screen.findByText('no agent')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Tokens' }));
    expect(window.location.search).toContain('by=agent');
    expect(window.location.search).toContain('measure=tokens');
    expect(await screen.findByRole('img', { name: /Tokens per day/ })).toBeVisible();
  });

  it('says that nothing was called in a time without calls, and where providers are', async () => {
    show('?from=2019-01-01&to=2019-01-31');
    expect(await screen.findByText('No model was called in this time')).toBeVisible();
    expect(screen.getAllByRole('link', { name: 'Providers of models' })[0]).toHaveAttribute(
      'href',
      '/settings/providers',
    );
    expect(screen.getByText(/Choose a project above/)).toBeVisible();
  });

  it('tells of a call why its model was taken and what was tried before', async () => {
    const { user } = show(`?project=${projectId}`);
    const list = await screen.findByRole('list', { name: 'Calls of models' });
    const [first] = within(list).getAllByRole('button');
    if (first === undefined) throw new Error('no call is listed');
    expect(within(first).getByRole('img', { name: '33 models tried' })).toBeVisible();
    await user.click(first);
    const panel = await screen.findByRole('dialog', { name: 'Model call' });
    const why = await within(panel).findByRole('region', { name: 'Why this model' });
    expect(why).toHaveTextContent('quality 90 of 100');
    expect(within(why).getByText('8 models were left out')).toBeVisible();
    expect(why).toHaveTextContent('48 more models came after these.');
    const tries = within(panel).getByRole('region', { name: 'What was tried' });
    expect(tries).toHaveTextContent('the provider asked to wait');
    expect(tries).toHaveTextContent('HTTP 429');
    expect(tries).toHaveTextContent('31 more tries came before the last of these.');
    expect(panel).toHaveTextContent('The budget of the day is beyond $1.00: $1.20');
    await user.click(within(panel).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(window.location.search).not.toContain('call=');
  });

  it('keeps the list to what is chosen, in the address', async () => {
    const { user } = show(`?project=${projectId}&call=${calls[0]?.id}`);
    await user.click(await screen.findByRole('button', { name: 'Close' }));
    const list = await screen.findByRole('list', { name: 'Calls of models' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(3);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'failed');
    await waitFor(() => expect(within(shownList()).getAllByRole('listitem')).toHaveLength(1));
    expect(shownList()).toHaveTextContent('a budget would have been broken');
    await screen.findByRole('option', { name: 'SHOP-5' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Task' }), 'SHOP-5');
    expect(await screen.findByText('No such call of a model is in the ledger here.')).toBeVisible();
    expect(window.location.search).toContain('status=failed');
    expect(window.location.search).toContain('of_task=');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Project' }), 'All projects');
    expect(window.location.search).not.toContain('of_task=');
  });

  it('keeps the list to who speaks in discussions', async () => {
    const { user } = show(`?project=${projectId}`);
    await screen.findByRole('option', { name: 'Architect' });
    expect(within(screen.getByRole('combobox', { name: 'Agent' })).queryByText('Architect')).toBeNull();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Persona' }), 'Architect');
    await waitFor(() => expect(within(shownList()).getAllByRole('listitem')).toHaveLength(1));
    expect(shownList()).toHaveTextContent('Architect');
    expect(window.location.search).toContain('persona=Architect');
  });

  it('shows administrators the calls that belong to no project', async () => {
    const { user } = show();
    await screen.findByRole('option', { name: 'No project' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Project' }), 'No project');
    const list = await screen.findByRole('list', { name: 'Calls of models' });
    expect(screen.queryByRole('combobox', { name: 'Task' })).toBeNull();
    await user.click(within(list).getByRole('button', { name: /^models.try/ }));
    expect(await screen.findByRole('region', { name: 'What was tried' })).toBeVisible();
    expect(window.location.search).toContain('project=none');
  });

  it('says so when the call of a link is not there', async () => {
    show(`?project=${projectId}&call=0190a000-0000-7000-8000-000000000000`);
    expect(await screen.findByText('This call is not here')).toBeVisible();
  });
});

describe('the place in the address', () => {
  const place = (search: string) => placeIn(new URLSearchParams(search), '2026-11-22');
  it('is the last 30 days by model where it says nothing', () => {
    expect(place('')).toEqual({
      ...{ from: '2026-10-24', to: '2026-11-22', project: null, by: 'model', measure: 'cost' },
    });
  });
  it.each([
    ['from=2026-11-22&to=2026-11-01', '2026-11-01', '2026-11-01'],
    ['from=2020-01-01&to=2026-11-22', '2025-11-22', '2026-11-22'],
    ['from=2026-02-31&to=never', '2026-10-24', '2026-11-22'],
  ])('makes %s a range that can be', (search, from, to) => {
    expect(place(search)).toMatchObject({ from, to });
  });
});

it('keeps the list of calls to nothing that the address cannot mean', () => {
  const all = { provider: null, model: null, status: null, agent: null, task: null, persona: null };
  const wrong = 'provider=Not+One&model=alone&status=odd&agent=7&of_task=x&persona=';
  expect(ledgerIn(new URLSearchParams(wrong))).toEqual(all);
  expect(ledgerIn(new URLSearchParams('model=ollama/a/b&status=failed'))).toEqual({
    ...all,
    ...{ model: 'ollama/a/b', status: 'failed' },
  });
});

it('counts days across a change of clocks and of years', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  expect(daysBetween('2026-12-31', '2027-01-01')).toHaveLength(2);
});

const sums = {
  ...{ calls: 1, failures: 0, cache_hits: 0, input_tokens: 2, output_tokens: 3, cached_tokens: 0 },
  ...{
    cost_micros: 4,
    saved_micros: 0,
    best_micros: 5,
    compared_micros: 4,
    latency_ms: 6,
    local_calls: 0,
    local_tokens: 0,
    cloud_calls: 0,
    cloud_tokens: 0,
  },
};

it('divides between here and the cloud only what is known to have gone to either', () => {
  const total = { ...sums, input_tokens: 90, output_tokens: 10, local_tokens: 60, cloud_tokens: 20 };
  render(<UsageSavings total={total} />);
  const place = screen.getByRole('region', { name: 'Local and cloud' });
  expect(place).toHaveTextContent(/75 % local.*Local 60.*Cloud 20/);
});

it('shows days without a call as none', () => {
  const rows = [{ group: '2026-11-21', label: null, ...sums }];
  expect(amountsByDay(rows, { from: '2026-11-20', to: '2026-11-22' }, 'tokens')).toEqual([
    { day: '2026-11-20', amount: 0 },
    { day: '2026-11-21', amount: 5 },
    { day: '2026-11-22', amount: 0 },
  ]);
});

it('writes names into CSV so that no spreadsheet takes them for a formula', () => {
  const items = [
    { group: 'id', label: '=1+1', ...sums },
    { group: null, label: 'says "a, b"', ...sums },
  ];
  const lines = usageCsv({
    ...{ group_by: 'agent', from: '2026-11-22', to: '2026-11-22', items, total: sums },
  }).split('\r\n');
  expect(lines[0]).toMatch(/^agent,name,calls,/);
  expect(lines[1]).toMatch(/^id,'=1\+1,1,0,/);
  expect(lines[2]).toMatch(/^,"says ""a, b""",1,/);
});
