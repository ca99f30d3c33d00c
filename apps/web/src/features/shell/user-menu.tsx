'use client';
import { lazy } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useMe } from '#features/session/use-session.ts';
import { shell } from '#text/shell.ts';

const UserMenuItems = lazy(async () => ({ default: (await import('./user-menu-items.tsx')).UserMenuItems }));

export function UserMenu() {
  const me = useMe();
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
      <UserMenuItems name={name} />
    </Menu>
  );
}

const initials = (name: string): string =>
  name
    .split(/[\s.@]+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
