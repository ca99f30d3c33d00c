'use client';
import { Moon, Sun } from 'lucide-react';
import { lazy } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { shell } from '#text/shell.ts';

const ThemeItems = lazy(async () => ({ default: (await import('./theme-items.tsx')).ThemeItems }));

export const ThemeMenu = () => (
  <Menu
    trigger={
      <Button look="quiet" size="icon" aria-label={shell.theme}>
        <Sun className="dark:hidden" aria-hidden />
        <Moon className="hidden dark:block" aria-hidden />
      </Button>
    }
  >
    <ThemeItems />
  </Menu>
);
