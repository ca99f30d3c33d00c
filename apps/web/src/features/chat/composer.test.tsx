import { cleanup, createEvent, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { Composer } from './composer.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());
beforeEach(() => goTo(`${mock.url}/`));

const choices = [
  { label: 'The first', say: '/cancel SHOP-4' },
  { label: 'The second', say: '/cancel SHOP-5' },
];
const show = (input: Partial<Parameters<typeof Composer>[0]> = {}) => {
  const onSay = vi.fn();
  renderInProject(<Composer conversationId="c1" said={[]} choices={[]} onSay={onSay} {...input} />);
  return { onSay, box: screen.getByRole('textbox', { name: 'Message' }), user: userEvent.setup() };
};

describe('Composer', () => {
  it('sends with Enter, makes a line with Shift+Enter, and says nothing empty', async () => {
    const { onSay, box, user } = show();
    await user.type(box, '{Enter}   {Enter}');
    expect(onSay).not.toHaveBeenCalled();
    await user.clear(box);
    await user.type(box, 'one{Shift>}{Enter}{/Shift}two{Enter}');
    expect(onSay).toHaveBeenCalledWith('one\ntwo');
    expect(box).toHaveValue('');
  });

  it('leaves the Enter that ends a composed word to the input method, also where Safari tells it only by its code', async () => {
    const { onSay, box, user } = show();
    await user.type(box, 'テスト');
    for (const taken of [{ isComposing: true }, { keyCode: 229 }]) {
      const enter = createEvent.keyDown(box, { key: 'Enter' });
      for (const [name, value] of Object.entries(taken)) Object.defineProperty(enter, name, { value });
      fireEvent(box, enter);
      expect(enter.defaultPrevented).toBe(false);
    }
    expect(onSay).not.toHaveBeenCalled();
    await user.type(box, '{Enter}');
    expect(onSay).toHaveBeenCalledWith('テスト');
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

  it('completes a command, then a task for it, by keyboard, and sends it whole', async () => {
    const { onSay, box, user } = show();
    await user.type(box, '/canc');
    expect(screen.getByRole('option', { name: /\/cancel/ })).toBeVisible();
    await user.type(box, '{Enter}');
    expect(box).toHaveValue('/cancel ');
    await user.type(box, 'buttons');
    expect(screen.getByRole('option', { name: /SHOP-5/ })).toHaveAttribute('aria-selected', 'true');
    await user.type(box, '{Enter}');
    expect(box).toHaveValue('/cancel SHOP-5 ');
    expect(onSay).not.toHaveBeenCalled();
    await user.type(box, '{Enter}');
    expect(onSay).toHaveBeenCalledWith('/cancel SHOP-5');
  });

  it('completes an agent in the middle of a sentence and puts the caret behind it', async () => {
    const { box, user } = show();
    await user.type(box, 'ask @q');
    await user.keyboard('{Tab}');
    await user.keyboard('now');
    expect(box).toHaveValue('ask @qa now');
  });

  it('takes an answer by its number while nothing is written, and a number as text otherwise', async () => {
    const { onSay, box, user } = show({ choices });
    await user.type(box, '2');
    expect(onSay).toHaveBeenCalledWith('/cancel SHOP-5');
    expect(box).toHaveValue('');
    await user.type(box, 'take 2');
    expect(box).toHaveValue('take 2');
    expect(onSay).toHaveBeenCalledTimes(1);
  });

  it('walks through what was said with the arrows and back to the empty box', async () => {
    const { box, user } = show({ said: ['the last', 'the one before'] });
    await user.type(box, '{ArrowUp}');
    expect(box).toHaveValue('the last');
    await user.type(box, '{ArrowUp}{ArrowUp}');
    expect(box).toHaveValue('the one before');
    await user.type(box, '{ArrowDown}{ArrowDown}');
    expect(box).toHaveValue('');
  });

  it('tells what the words would be taken for while they are written', async () => {
    const { box, user } = show();
    await user.type(box, 'make the buttons blue and test them');
    expect(await screen.findByText('Creates 2 tasks · frontend, qa')).toBeVisible();
    await user.clear(box);
    expect(screen.queryByText(/Creates 2 tasks/)).toBeNull();
  });

  it('refuses a text that is longer than a message may be, and keeps it', async () => {
    const { onSay, box, user } = show();
    await user.click(box);
    await user.paste('x'.repeat(100_001));
    expect(screen.getByRole('alert')).toHaveTextContent('1 character more than fits');
    await user.type(box, '{Enter}');
    expect(onSay).not.toHaveBeenCalled();
  });
});
