import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { Dialog } from './dialog.tsx';
import { Drawer } from './drawer.tsx';
import { Menu } from './menu.tsx';
import { MenuItem } from './menu-parts.tsx';

type Shown = 'dialog' | 'drawer' | 'next' | null;

function Page() {
  const [shown, show] = useState<Shown>(null);
  const close = () => show(null);
  return (
    <>
      <button type="button" onClick={() => show('dialog')}>
        Begin
      </button>
      <button type="button" onClick={() => show('drawer')}>
        Look
      </button>
      <Menu trigger={<button type="button">More</button>}>
        <MenuItem onSelect={() => show('dialog')}>Rename</MenuItem>
      </Menu>
      <Dialog isOpen={shown === 'dialog'} onOpenChange={close} title="First">
        <input aria-label="Name" autoFocus />
        <button type="button" onClick={() => show('next')}>
          Next
        </button>
      </Dialog>
      <Dialog isOpen={shown === 'next'} onOpenChange={close} title="Second">
        Sure?
      </Dialog>
      <Drawer isOpen={shown === 'drawer'} onClose={close} label="Details">
        Words
      </Drawer>
    </>
  );
}

const show = () => {
  render(<Page />);
  return userEvent.setup();
};
const button = (name: string) => screen.getByRole('button', { name });
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

it.each([
  ['a dialog', 'Begin'],
  ['a drawer', 'Look'],
])('gives the focus back to what opened %s', async (_, opener) => {
  const user = show();
  button(opener).focus();
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('dialog')).toBeVisible();
  await user.keyboard('{Escape}');
  await closed();
  await waitFor(() => expect(button(opener)).toHaveFocus());
});

it('gives the focus back to the button of the menu that a dialog was opened from', async () => {
  const user = show();
  button('More').focus();
  await user.keyboard('{Enter}');
  await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
  const dialog = await screen.findByRole('dialog', { name: 'First' });
  await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
  await user.keyboard('{Escape}');
  await closed();
  await waitFor(() => expect(button('More')).toHaveFocus());
});

it('gives the focus back past a dialog that another one took the place of', async () => {
  const user = show();
  button('Begin').focus();
  await user.keyboard('{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Next' }));
  expect(await screen.findByRole('dialog', { name: 'Second' })).toBeVisible();
  await user.keyboard('{Escape}');
  await closed();
  await waitFor(() => expect(button('Begin')).toHaveFocus());
});
