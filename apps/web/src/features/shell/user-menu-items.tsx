'use client';
import { ChartColumn, Keyboard, LayoutGrid, LogOut, Server, Settings, Sparkles } from 'lucide-react';
import Link from 'next/link';
import { MenuItem, MenuLabel, MenuLine } from '#components/ui/menu-parts.tsx';
import { providersPath } from '#features/providers/providers-path.ts';
import { useSignOut } from '#features/session/use-session.ts';
import { usagePath } from '#features/usage/usage-path.ts';
import { providers } from '#text/providers.ts';
import { runners } from '#text/runners.ts';
import { shell } from '#text/shell.ts';
import { usage } from '#text/usage.ts';
import { useOverlays } from './overlay-store.ts';
import { ThemeItems } from './theme-items.tsx';

export function UserMenuItems({ name }: { name: string }) {
  const signOut = useSignOut();
  const open = useOverlays((state) => state.open);
  return (
    <>
      <MenuLabel>{name}</MenuLabel>
      <MenuItem asChild>
        <Link href="/projects">
          <LayoutGrid aria-hidden />
          {shell.projects}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/runners">
          <Server aria-hidden />
          {runners.title}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={providersPath}>
          <Sparkles aria-hidden />
          {providers.title}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href={usagePath()}>
          <ChartColumn aria-hidden />
          {usage.title}
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
      <MenuLabel>{shell.theme}</MenuLabel>
      <ThemeItems />
      <MenuLine />
      <MenuItem onSelect={() => signOut.mutate({})}>
        <LogOut aria-hidden />
        {shell.signOut}
      </MenuItem>
    </>
  );
}
