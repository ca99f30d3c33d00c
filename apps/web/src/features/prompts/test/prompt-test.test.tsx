import type { TestAnswer } from '@overmind/contracts/entities/prompt-test';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uuid } from '../../../../test/mock/fixtures/ids.ts';
import { startMock } from '../../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../../test/render-in-project.tsx';
import { PromptsPage } from '../prompts-page.tsx';
import { AnswerCard } from './answer-card.tsx';
import { RenderedTexts } from './rendered-texts.tsx';
import { follow, progressOf, type TestRun } from './use-prompt-test.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const noInput = {
  ...{ id: null, run: null, project_id: null, project_name: null, version: null, answered_by: null },
  ...{ privacy: 'any' as const, values: {}, is_cut: false, started_at: null },
};
const show = (tab = 'test') => {
  goTo(`${mock.url}/settings/prompts?prompt=${uuid(22, 1)}&tab=${tab}`);
  renderInProject(<PromptsPage />);
  return userEvent.setup();
};
const form = async () => within(await screen.findByRole('form', { name: 'Test on inputs' }));
const results = async () => within(await screen.findByRole('region', { name: 'Results' }));

describe('a test of a template', () => {
  it('puts the active version against the newest on the latest inputs, side by side', async () => {
    const user = show();
    const asked = await form();
    expect(asked.getByLabelText('Text')).toHaveValue('1');
    expect(asked.getByLabelText('Against')).toHaveValue('2');
    await user.selectOptions(asked.getByLabelText('How many'), '2');
    await user.click(asked.getByRole('button', { name: 'Run the test' }));
    const shown = await results();
    expect(await shown.findByText(/^It is over\. 1 of 4 answers did not come/)).toBeVisible();
    const first = within(shown.getByRole('article', { name: 'Input 1' }));
    const [one, other] = ['Version 1', 'Version 2'].map((name) =>
      within(first.getByRole('region', { name })),
    );
    expect(one?.getByText('valid')).toBeVisible();
    expect(one?.getByText('$0.0012')).toBeVisible();
    expect(other?.getByText('not valid')).toBeVisible();
    expect(other?.getByText(/tasks: expected array/)).toBeVisible();
    const second = within(shown.getByRole('article', { name: 'Input 2' }));
    expect(second.getByText(/could not be reached/)).toBeVisible();
    expect(shown.getByText('2 of 2 valid')).toBeVisible();
    expect(shown.getByText('0 of 2 valid')).toBeVisible();
  });

  it('shows what differs in the text, and the values, when they are opened', async () => {
    const user = show();
    await user.click((await form()).getByRole('button', { name: 'Run the test' }));
    const first = within(await (await results()).findByRole('article', { name: 'Input 1' }));
    await user.click(first.getByText('What differs in the text'));
    expect(await first.findByRole('region', { name: 'Body' })).toHaveTextContent('briefly');
    await user.click(first.getByText('Its values'));
    expect(await first.findByText('Choose a store')).toBeVisible();
  });

  it('is on inputs that are chosen', async () => {
    const user = show();
    const asked = await form();
    await user.click(asked.getByRole('button', { name: 'Inputs that you choose' }));
    expect(asked.getByRole('button', { name: 'Run the test' })).toBeDisabled();
    await user.click(await asked.findByRole('checkbox', { name: 'Input 2' }));
    expect(asked.getByText('1 of at most 10 chosen')).toBeVisible();
    await user.selectOptions(asked.getByLabelText('Against'), 'nothing else');
    await user.click(asked.getByRole('button', { name: 'Run the test' }));
    const shown = await results();
    expect(await shown.findByText('The answer is there.')).toBeVisible();
    expect(shown.getByText('shortened')).toBeVisible();
  });

  it("is on values of one's own, and says what to set up without a provider", async () => {
    const user = show();
    const asked = await form();
    await user.click(asked.getByRole('button', { name: 'Values of your own' }));
    await user.type(await asked.findByLabelText('Value of speaker'), 'nobody');
    await user.type(asked.getByLabelText('Value of goal'), 'Decide it');
    await user.click(asked.getByRole('button', { name: 'Run the test' }));
    expect(await screen.findByText(/No language model is set up/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Providers of models' })).toBeVisible();
  });

  it('is of what was written and not saved, which the editor leads to', async () => {
    const user = show('text');
    await user.type(await screen.findByLabelText('Body'), ' Kindly.');
    await user.click(await screen.findByRole('button', { name: 'Test it on past inputs' }));
    const asked = await form();
    expect(asked.getByLabelText('Against')).toHaveValue('draft');
    await user.click(asked.getByRole('button', { name: 'Run the test' }));
    const first = within(await (await results()).findByRole('article', { name: 'Input 1' }));
    expect(first.getByRole('region', { name: 'Your draft, not saved' })).toBeVisible();
  });

  it('is not of the same text twice', async () => {
    const user = show();
    const asked = await form();
    await user.selectOptions(asked.getByLabelText('Against'), '1');
    expect(asked.getByText('Choose two different texts.')).toBeVisible();
    expect(asked.getByRole('button', { name: 'Run the test' })).toBeDisabled();
  });
});

describe('a test of what coding agents are told', () => {
  const showCompared = () => {
    goTo(`${mock.url}/settings/prompts?prompt=${uuid(22, 52)}&tab=test`);
    renderInProject(<PromptsPage />);
    return userEvent.setup();
  };

  it('shows what an agent of an earlier run would be told beside what it was told, and asks no model', async () => {
    const user = showCompared();
    const asked = await form();
    expect(asked.queryByRole('button', { name: 'Run the test' })).toBeNull();
    await user.click(asked.getByRole('button', { name: 'Compare' }));
    const shown = within(await (await results()).findByRole('article', { name: 'Input 1' }));
    expect(shown.getByText('SHOP-1, attempt 2')).toBeVisible();
    const changes = await shown.findByRole('region', { name: 'What changes with: Version 1' });
    expect(changes).toHaveTextContent('Be quick');
    expect(changes).toHaveTextContent('Be careful');
    await user.click(shown.getByText('What the agent was told'));
    expect(shown.getByRole('region', { name: 'What the agent was told' })).toHaveTextContent('Be quick');
    expect(shown.queryByRole('region', { name: 'Version 1' })).toBeNull();
    expect(screen.getByText(/No model was asked/)).toBeVisible();
  });

  it('asks a model, without tools, where that is wanted', async () => {
    const user = showCompared();
    const asked = await form();
    await user.click(asked.getByRole('switch', { name: 'Also ask a model, without tools' }));
    await user.click(asked.getByRole('button', { name: 'Run the test' }));
    const first = within(await (await results()).findByRole('article', { name: 'Input 1' }));
    expect(await first.findByText('An answer.')).toBeVisible();
  });
});

it('says where another model answered than the one that was chosen', () => {
  const answer: TestAnswer = {
    ...{
      state: 'answered',
      detail: null,
      text: 'So be it.',
      is_cut_short: false,
      is_valid: null,
      flaws: null,
    },
    ...{ call_id: null, answered_by: 'near/small', is_local: true, cost_micros: 0, cost_source: 'computed' },
    ...{ input_tokens: 0, output_tokens: 0, latency_ms: 0 },
  };
  const { rerender } = render(<AnswerCard side={1} answer={answer} chosen="far/large" project={null} />);
  expect(screen.getByText(/^far\/large did not answer, so near\/small did/)).toBeVisible();
  rerender(<AnswerCard side={1} answer={answer} chosen="near/small" project={null} />);
  expect(screen.queryByText(/did not answer/)).toBeNull();
});

describe('what was said in a test', () => {
  const hidden = 'a\u202eb';
  const shown = 'a⟨U+202E⟩b';
  const answer: TestAnswer = {
    ...{
      state: 'answered',
      detail: hidden,
      text: hidden,
      is_cut_short: false,
      is_valid: false,
      flaws: hidden,
    },
    ...{ call_id: null, answered_by: null, is_local: null, cost_micros: null, cost_source: null },
    ...{ input_tokens: 0, output_tokens: 0, latency_ms: 0 },
  };

  it('hides nothing in an answer', () => {
    render(<AnswerCard side={1} answer={answer} project={null} />);
    expect(screen.getAllByText(shown)).toHaveLength(2);
    expect(screen.getByText(`What does not fit: ${shown}`)).toBeVisible();
    expect(document.body.textContent).not.toContain('\u202e');
  });

  it('hides nothing in the values, the texts and what differs', async () => {
    const user = userEvent.setup();
    const patch = `--- body (first)\n+++ body (second)\n@@ -1 +1 @@\n-${hidden}\n+b${hidden}\n`;
    const texts = [hidden, hidden].map((body) => ({ system: hidden, body }));
    const input = { ...noInput, values: { said: hidden, list: [hidden] } };
    render(
      <RenderedTexts
        input={input}
        rendered={{ texts, patch: { system: '', body: patch }, told: null }}
        sides={[1, 2]}
      />,
    );
    for (const title of ['Its values', 'The text as the model gets it', 'What differs in the text'])
      await user.click(screen.getByText(title));
    expect(await screen.findAllByText(shown, { exact: false })).not.toHaveLength(0);
    const body = await screen.findAllByRole('region', { name: 'Body' });
    expect(body).toHaveLength(3);
    for (const each of body) expect(each).toHaveTextContent(shown);
    expect(screen.getByRole('region', { name: 'said' })).toHaveTextContent(shown);
    expect(document.body.textContent).not.toContain('\u202e');
  });

  it('hides nothing in the list of past inputs', async () => {
    const user = show();
    await user.click((await form()).getByRole('button', { name: 'Inputs that you choose' }));
    expect(await screen.findByText(/Plan the⟨U\+202E⟩ launch/)).toBeVisible();
  });
});

it('counts what is there while a test goes on', () => {
  const begun: TestRun = {
    state: 'running',
    problem: null,
    sides: [],
    hasForm: false,
    asksModel: true,
    chosen: null,
    results: [],
  };
  const started = follow(begun, { type: 'start', inputs: [], sides: [1, null], has_form: false });
  expect(progressOf(started)).toEqual({ done: 0, all: 0 });
  const one = follow(begun, { type: 'start', inputs: [noInput], sides: [1, null], has_form: false });
  const asked = follow(one, { type: 'asked', input: 0, side: 1 });
  expect(progressOf(asked)).toEqual({ done: 0, all: 2 });
  expect(asked.results[0]?.answers).toEqual([undefined, 'asking']);
});
