'use client';
import { Keyboard, LayoutGrid, LogOut, Settings } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '#components/ui/menu.tsx';
import { useMe, useSignOut } from '#features/session/use-session.ts';
import { shell } from '#text/shell.ts';
import { useOverlays } from './overlay-store.ts';

export function UserMenu() {
  const me = useMe();
  const signOut = useSignOut();
  const open = useOverlays((state) => state.open);
  const user = me.data?.user;
  const name = user === undefined ? '' : user.display_name === '' ? user.email : user.display_name;
  return (
    <Menu
      trigger={
        <Button
          look="quiet"
          size="icon"
          aria-label={shell.account}
          className="rounded-full border bg-raised font-semibold text-2xs"
        >
          {initials(name)}
        </Button>
      }
    >
      <MenuLabel>{name}</MenuLabel>
      <MenuItem asChild>
        <Link href="/projects">
          <LayoutGrid aria-hidden />
          {shell.projects}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/settings">
          <Settings aria-hidden />
          {shell.settings}
        </Link>
      </MenuItem>
      <MenuItem onSelect={() => open('keys')}>
        <Keyboard aria-hidden />
        {shell.keys}
      </MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => signOut.mutate({})}>
        <LogOut aria-hidden />
        {shell.signOut}
      </MenuItem>
    </Menu>
  );
}

const initials = (name: string): string =>
  name
    .split(/[\s.@]+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
