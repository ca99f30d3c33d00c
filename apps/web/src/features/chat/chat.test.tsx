import type { Message } from '@overmind/contracts/entities/conversation';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { messages } from '../../../test/mock/fixtures/messages.ts';
import { Composer } from './composer.tsx';
import { Markdown } from './markdown.tsx';
import { completionsOf } from './slash-commands.ts';
import { joinPages } from './use-chat.ts';

describe('Composer', () => {
  const show = () => {
    const onSay = vi.fn();
    render(<Composer conversationId="c1" onSay={onSay} />);
    return { onSay, box: screen.getByRole('textbox', { name: 'Message' }), user: userEvent.setup() };
  };

  it('sends with Enter, makes a line with Shift+Enter, and says nothing empty', async () => {
    const { onSay, box, user } = show();
    await user.type(box, '{Enter}   {Enter}');
    expect(onSay).not.toHaveBeenCalled();
    await user.clear(box);
    await user.type(box, 'one{Shift>}{Enter}{/Shift}two{Enter}');
    expect(onSay).toHaveBeenCalledWith('one\ntwo');
    expect(box).toHaveValue('');
  });

  it('keeps a draft until it is sent', async () => {
    const { box, user } = show();
    await user.type(box, 'half a thou');
    cleanup();
    const again = show();
    expect(again.box).toHaveValue('half a thou');
    await user.type(again.box, 'ght{Enter}');
    cleanup();
    expect(show().box).toHaveValue('');
  });

  it('completes a slash command by keyboard', async () => {
    const { onSay, box, user } = show();
    await user.type(box, '/c');
    expect(screen.getByRole('option', { name: /\/cancel/ })).toBeVisible();
    await user.type(box, '{Enter}');
    expect(box).toHaveValue('/cancel ');
    expect(onSay).not.toHaveBeenCalled();
  });
});

describe('completionsOf', () => {
  it('offers what begins so, and nothing after the command is finished', () => {
    expect(completionsOf('/r').map(({ name }) => name)).toEqual(['/run', '/retry']);
    expect(completionsOf('/run ')).toEqual([]);
    expect(completionsOf('/status')).toEqual([]);
    expect(completionsOf('run')).toEqual([]);
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
