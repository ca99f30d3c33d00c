import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { newProvider } from '../../../test/mock/fixtures/models.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { checkDraft, draftOf, leavesItsOrigin } from './form/provider-draft.ts';
import { ProvidersPage } from './providers-page.tsx';
import { readTryLines } from './trial/read-lines.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const show = (search = '') => {
  goTo(`${mock.url}/settings/providers${search}`);
  renderInProject(
    <>
      <ProvidersPage />
      <Toaster />
    </>,
  );
  return { user: userEvent.setup() };
};
const card = (name: string) => screen.findByRole('article', { name });

describe('the providers page', () => {
  it('says of each provider where it is, how it is, and whether it has a key', async () => {
    show();
    const ollama = await card('ollama');
    expect(ollama).toHaveTextContent('Answers');
    expect(ollama).toHaveTextContent('1 call at once');
    expect(ollama).toHaveTextContent('for 10m');
    const openrouter = await card('openrouter');
    expect(openrouter).toHaveTextContent('Does not answer');
    expect(openrouter).toHaveTextContent('Nothing came for 30 s.');
    expect(openrouter).toHaveTextContent('from the environment');
    expect(await within(openrouter).findByText('as last known')).toBeVisible();
    expect(await card('anthropic')).toHaveTextContent('not set');
  });

  it('shows what models hold, cost and can, and how they did', async () => {
    show();
    const ollama = await card('ollama');
    expect(await within(ollama).findByText('qwen3', { selector: 'details code' })).toBeVisible();
    expect(ollama).toHaveTextContent('32.8K tokens of context · free · quality 50 (not known)');
    expect(ollama).toHaveTextContent('840 ms on average, 10 % failed of the latest 20');
    expect(await card('openrouter')).toHaveTextContent('$3.00 in, $15.00 out a million tokens');
  });

  it('tests a provider and says how long that took', async () => {
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Test ollama' }));
    expect(await screen.findByText('It answered in 42 ms and offers 3 models.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Test openrouter' }));
    expect(await screen.findByText(/The key was refused/)).toBeVisible();
  });

  it('forgets what a test said once the settings are others', async () => {
    const { user } = show();
    const ollama = await card('ollama');
    await user.click(within(ollama).getByRole('button', { name: 'Test ollama' }));
    expect(await within(ollama).findByText(/It answered in 42 ms/)).toBeVisible();
    await user.click(within(ollama).getByRole('switch', { name: 'ollama may be called' }));
    await waitFor(() => expect(within(ollama).queryByText(/It answered in 42 ms/)).toBeNull());
  });

  it('says what is no price of a model in words for people', async () => {
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Settings of ollama/qwen3' }));
    const price = within(await screen.findByRole('dialog')).getByLabelText(/Price of a million tokens in/);
    await user.type(price, 'abc');
    await waitFor(() => expect(price).toHaveAccessibleDescription('Dollars, such as 2.50.'));
  });

  it('takes a key and never shows it again', async () => {
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Key of anthropic' }));
    const dialog = await screen.findByRole('dialog', { name: 'Key of anthropic' });
    await user.type(within(dialog).getByLabelText('New key'), 'short');
    await user.click(within(dialog).getByRole('button', { name: 'Set the key' }));
    expect(within(dialog).getByText('A key has at least 8 characters.')).toBeVisible();
    await user.type(within(dialog).getByLabelText('New key'), '-secret-1234');
    await user.click(within(dialog).getByRole('button', { name: 'Set the key' }));
    expect(await within(await card('anthropic')).findByText('set, ends in 1234')).toBeVisible();
    expect(screen.queryByDisplayValue(/secret/)).toBeNull();
    expect(document.body).not.toHaveTextContent('short-secret');
  });

  it('adds a server of models, and says beside the field what is wrong before it is sent', async () => {
    const { user } = show('?add=1');
    const dialog = await screen.findByRole('dialog', { name: 'Add a server of models' });
    await user.type(within(dialog).getByLabelText('Name'), 'Ollama!');
    await user.click(within(dialog).getByRole('button', { name: 'Add it' }));
    expect(within(dialog).getByText(/A name has small letters/)).toBeVisible();
    await user.clear(within(dialog).getByLabelText('Name'));
    await user.type(within(dialog).getByLabelText('Name'), 'lab');
    await user.type(within(dialog).getByLabelText('Address'), 'http://127.0.0.1:8000/v1');
    await user.type(within(dialog).getByLabelText('Calls at once'), '2');
    const declaration = within(dialog).getByRole('switch', { name: /answers with models of its own/ });
    await user.click(declaration);
    expect(declaration).toBeChecked();
    // It was said of the server at the address before.
    await user.type(within(dialog).getByLabelText('Address'), '/');
    expect(declaration).not.toBeChecked();
    await user.click(within(dialog).getByRole('button', { name: 'Add it' }));
    const lab = await card('lab');
    expect(lab).toHaveTextContent('http://127.0.0.1:8000/v1/');
    expect(lab).toHaveTextContent('2 calls at once');
    expect(lab).toHaveTextContent('none; not every server needs one');
    expect(lab).toHaveTextContent('in your network, not declared as local');
    expect(window.location.search).not.toContain('add');
  });

  it('says plainly what works without any model, and the next step', async () => {
    const { user } = show();
    expect(await card('ollama')).toBeVisible();
    expect(screen.queryByText('No model is set up, and most works without one')).toBeNull();
    for (const name of ['ollama', 'openrouter'])
      await user.click(await screen.findByRole('switch', { name: `${name} may be called` }));
    expect(await screen.findByText('No model is set up, and most works without one')).toBeVisible();
    expect(screen.getByText(/Next step: start Ollama/)).toBeVisible();
  });

  it('lets a person say what they know better of a model', async () => {
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Settings of ollama/qwen3' }));
    const dialog = await screen.findByRole('dialog', { name: 'ollama/qwen3' });
    const quality = within(dialog).getByLabelText('Quality, 0 to 100');
    await user.type(quality, '120');
    expect(within(dialog).getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.clear(quality);
    await user.type(quality, '72');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(await card('ollama')).findByText(/quality 72/)).toBeVisible();
  });

  it('draws what Ollama fetches, begins a download and stops one', async () => {
    const { user } = show();
    const ollama = await card('ollama');
    expect(await within(ollama).findByText('in memory')).toBeVisible();
    expect(await within(ollama).findByRole('progressbar', { name: 'Download of llama3' })).toHaveAttribute(
      'aria-valuetext',
      '1.0 GB of 4.0 GB',
    );
    await user.type(within(ollama).getByLabelText('Name of the model'), 'qwen3:8b');
    await user.click(within(ollama).getByRole('button', { name: 'Fetch a model' }));
    await user.click(await within(ollama).findByRole('button', { name: 'Stop the download of qwen3:8b' }));
    expect(await within(ollama).findByRole('button', { name: 'Go on with qwen3:8b' })).toBeVisible();
  });

  it('asks a model, shows its words as they come, and what was tried', async () => {
    const { user } = show();
    await user.type(await screen.findByLabelText('What to ask'), 'What is a conflict?');
    await user.click(screen.getByRole('button', { name: 'Where would it go?' }));
    const explained = await screen.findByRole('region', { name: 'Where it would go' });
    expect(await within(explained).findByText('costs nothing')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Ask' }));
    const answer = await screen.findByRole('region', { name: 'Answer' });
    expect(await within(answer).findByText('Two changes of one line.')).toBeVisible();
    expect(await within(answer).findByText('answered')).toBeVisible();
    expect(within(answer).getByRole('link', { name: 'See it in the usage' })).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/usage\?project=/),
    );
  });

  it('takes an answer that was given before where a person lets it', async () => {
    const { user } = show();
    await user.type(await screen.findByLabelText('What to ask'), 'What is a conflict?');
    await user.click(screen.getByRole('switch', { name: 'Take an answer given before to exactly this' }));
    await user.click(screen.getByRole('button', { name: 'Ask' }));
    expect(await screen.findByText('answered from the cache')).toBeVisible();
  });

  it('says why no model answered', async () => {
    const { user } = show();
    await user.type(await screen.findByLabelText('What to ask'), 'fail');
    await user.click(screen.getByRole('button', { name: 'Ask' }));
    expect(await screen.findByText('No model may do this.')).toBeVisible();
  });

  it('seals all keys anew when that is confirmed, and sets what all projects may spend', async () => {
    const { user } = show();
    await user.click(await screen.findByRole('button', { name: 'Rotate the master key' }));
    await user.click(screen.getByRole('button', { name: 'Sure? Rotate the master key' }));
    expect(await screen.findByText(/2 keys are sealed with it/)).toBeVisible();
    const soft = await screen.findByLabelText('Each day (UTC): warn beyond');
    await user.type(soft, '7');
    expect(screen.getByText('The amount to warn beyond is at most the one to stop at.')).toBeVisible();
    await user.clear(soft);
    await user.type(soft, '2.5');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Save' })).toBeNull());
  });
});

describe('the draft of a provider', () => {
  it('is checked by the contract, field by field', () => {
    const draft = { ...draftOf(null), name: 'lab', kind: 'ollama' as const, keep_alive: 'long' };
    const check = checkDraft({ ...draft, limits: { ...draft.limits, concurrency: '0' } }, ['lab']);
    expect(check).toMatchObject({
      ok: false,
      errors: { name: 'There is a provider of this name already.', keep_alive: expect.stringMatching(/10m/) },
    });
    expect(check.ok ? {} : check.errors).toHaveProperty('concurrency', 'A whole number, 1 or more');
  });

  it.each([
    ['http://127.0.0.1:8000/v1', false],
    ['http://127.0.0.1:8000', false],
    ['http://127.0.0.1:8001/v1', true],
    ['https://127.0.0.1:8000/v1', true],
  ])('at %s says whether the key stays behind', (base_url, isLeft) => {
    const lab = { ...newProvider('lab'), base_url: 'http://127.0.0.1:8000/v1' };
    expect(leavesItsOrigin(lab, { ...draftOf(lab), base_url })).toBe(isLeft);
  });
});

it('reads lines of a stream that come in pieces, and passes over what is none', async () => {
  const encoder = new TextEncoder();
  const bytes = encoder.encode(
    '{"type":"start","ref":"a/b"}\nnoise\n{"type":"delta","kind":"text","text":"é"}\n',
  );
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  const lines = [];
  for await (const line of readTryLines(body)) lines.push(line);
  expect(lines).toEqual([
    { type: 'start', ref: 'a/b' },
    { type: 'delta', kind: 'text', text: 'é' },
  ]);
});
