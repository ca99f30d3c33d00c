import type { Message } from '@overmind/contracts/entities/conversation';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { messages } from '../../../test/mock/fixtures/messages.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { Chat } from './chat.tsx';
import { beginningOf } from './folded-text.tsx';
import { Markdown } from './markdown.tsx';
import { useOutbox } from './outbox.ts';
import { joinPages, pendingQuestion, saidBefore } from './use-chat.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());
beforeEach(() => {
  goTo(`${mock.url}/`);
  useOutbox.setState({ messages: [] });
});

const show = (change?: Parameters<typeof renderInProject>[1]) => {
  renderInProject(<Chat />, change);
  return userEvent.setup();
};

describe('Chat', () => {
  it('shows a question that waits with its answers, and says the one that is chosen', async () => {
    const user = show();
    expect(screen.getByText('Needs your answer')).toBeVisible();
    const answers = screen.getByRole('list', { name: 'Answers' });
    await user.click(within(answers).getByRole('button', { name: /SHOP-5/ }));
    const log = screen.getByRole('log', { name: 'Conversation' });
    expect(await within(log).findByText('/cancel SHOP-5')).toBeVisible();
    expect(within(log).getByText('The relayer is answering…')).toBeVisible();
  });

  it('switches off the answers of a question once something was said after it', () => {
    const answer = { ...(messages[0] as Message), id: 'm99', content: 'the second' };
    show((view) => ({ ...view, messages: [...view.messages, answer] }));
    const answered = screen.getByRole('list', { name: 'Answered' });
    for (const button of within(answered).getAllByRole('button')) expect(button).toBeDisabled();
    expect(screen.queryByText('Needs your answer')).toBeNull();
  });

  it('keeps a message that did not arrive, through a reload too, until it is sent or discarded', async () => {
    const user = show();
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'fail{Enter}');
    expect(await screen.findByText(/It was not sent/)).toBeVisible();
    expect(localStorage.getItem('overmind:outbox')).toContain('"content":"fail"');
    await user.click(screen.getByRole('button', { name: 'Send again' }));
    expect(await screen.findByText(/It was not sent/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.queryByText(/It was not sent/)).toBeNull();
    expect(localStorage.getItem('overmind:outbox')).toBeNull();
  });

  it('opens the task that an answer speaks of', async () => {
    const user = show();
    await user.click(await screen.findByRole('link', { name: 'SHOP-12' }));
    expect(window.location.search).toMatch(/task=/);
  });

  it('leads to the discussion and to the spec that an answer speaks of', () => {
    const spec = { id: 's', key: 'SPEC-3', title: 'Sessions in PostgreSQL' };
    const links = { tasks: [], choices: [], discussion_id: 'd', spec };
    const told = { ...(messages[1] as Message), id: 'm97', links };
    show((view) => ({ ...view, messages: [...view.messages, told] }));
    expect(screen.getByRole('link', { name: 'Open the discussion' })).toHaveAttribute(
      'href',
      `/projects/${projectId}/discussions/d`,
    );
    expect(screen.getByRole('link', { name: 'SPEC-3 Sessions in PostgreSQL' })).toHaveAttribute(
      'href',
      `/projects/${projectId}/specs/s`,
    );
  });

  it('shows how an answer came about', () => {
    const links = { tasks: [], choices: [], note: 'Planned by rules, without a model: it was busy.' };
    const told = { ...(messages[1] as Message), id: 'm96', links };
    show((view) => ({ ...view, messages: [...view.messages, told] }));
    expect(screen.getByText('Planned by rules, without a model: it was busy.')).toBeVisible();
  });

  it('folds a long message and shows all of it when asked', async () => {
    const long = { ...(messages[0] as Message), id: 'm98', content: `${'word '.repeat(2_000)}end` };
    const user = show((view) => ({ ...view, messages: [...view.messages, long] }));
    expect(screen.queryByText(/word end$/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show all 10,003 characters' }));
    expect(screen.getByText(/word end$/)).toBeVisible();
  });

  it('begins another conversation and comes back to the first', async () => {
    const user = show();
    await user.click(screen.getByRole('button', { name: 'Conversation: Chat' }));
    await user.click(await screen.findByRole('menuitem', { name: /Release planning/ }));
    expect(await screen.findByRole('button', { name: 'Conversation: Release planning' })).toBeVisible();
    expect(await screen.findByText('What should be done?')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Conversation: Release planning' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Chat/ }));
    expect(await screen.findByText('Which one do you mean?')).toBeVisible();
  });
});

describe('Markdown', () => {
  it('is inert: no markup, no images, no scripts in links', () => {
    const text =
      '<img src=x onerror=alert(1)> ![spy](https://evil.example/p.png) [go](javascript:alert(1)) [ok](https://example.com) <b>raw</b>';
    const { container } = render(<Markdown text={text} />);
    expect(container.querySelector('img, script, b')).toBeNull();
    expect([...container.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      'https://example.com',
    ]);
    expect(container.textContent).toContain('[spy]');
  });

  it('links the keys of known tasks and of no others, and none in code', () => {
    const { container } = render(
      <Markdown
        text="SHOP-4 and SHOP-44, not `SHOP-4`"
        tasks={[{ id: messages[0]?.id ?? '', key: 'SHOP-4' }]}
      />,
    );
    expect([...container.querySelectorAll('a')].map((link) => link.textContent)).toEqual(['SHOP-4']);
    expect(container.textContent).toBe('SHOP-4 and SHOP-44, not SHOP-4');
  });
});

describe('joinPages', () => {
  it('puts older pages before the recent messages, without repeats', () => {
    const [a, b, c] = messages as [Message, Message, Message];
    expect(joinPages([{ items: [c, b, a], next_cursor: null }], [c]).map(({ id }) => id)).toEqual([
      a.id,
      b.id,
      c.id,
    ]);
  });
});

describe('pendingQuestion', () => {
  it('is the last that asks, as long as the person has said nothing since', () => {
    expect(pendingQuestion(messages)?.content).toBe('Which one do you mean?');
    expect(pendingQuestion(messages.slice(0, -1))).toBeNull();
  });
});

describe('saidBefore', () => {
  it('gives the own messages, latest first, each once', () => {
    const again = { ...(messages[2] as Message), id: 'again' };
    expect(saidBefore([...messages, again]).slice(0, 2)).toEqual(['make all buttons blue', 'cancel it']);
  });
});

describe('beginningOf', () => {
  it('cuts many lines and many characters, and lets a short text be', () => {
    expect(beginningOf('short')).toBeNull();
    expect(beginningOf('line\n'.repeat(100))?.split('\n')).toHaveLength(24);
    expect(beginningOf('x'.repeat(100_000))).toHaveLength(1_602);
  });
});
