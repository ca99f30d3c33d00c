'use client';
import { Check } from 'lucide-react';
import { useTheme } from 'next-themes';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { shell } from '#text/shell.ts';
import { themes } from './themes.ts';

export function ThemeItems() {
  const { theme, setTheme } = useTheme();
  return themes.map(({ name, icon: Icon }) => (
    <MenuItem key={name} onSelect={() => setTheme(name)}>
      <Icon aria-hidden />
      {shell.themes[name]}
      {theme === name ? <Check className="ml-auto" aria-hidden /> : null}
    </MenuItem>
  ));
}
