'use client';
import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { shell } from '#text/shell.ts';

export const themes = [
  { name: 'system', icon: Monitor },
  { name: 'light', icon: Sun },
  { name: 'dark', icon: Moon },
] as const;

export function ThemeMenu() {
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      trigger={
        <Button look="quiet" size="icon" aria-label={shell.theme}>
          <Sun className="dark:hidden" aria-hidden />
          <Moon className="hidden dark:block" aria-hidden />
        </Button>
      }
    >
      {themes.map(({ name, icon: Icon }) => (
        <MenuItem key={name} onSelect={() => setTheme(name)}>
          <Icon aria-hidden />
          {shell.themes[name]}
          {theme === name ? <Check className="ml-auto" aria-hidden /> : null}
        </MenuItem>
      ))}
    </Menu>
  );
}
