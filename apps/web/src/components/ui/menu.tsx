'use client';
import type { MenuProps } from './menu-parts.tsx';
import { openedByClick } from './opened-by-click.tsx';

/** A button that opens a menu. */
export const Menu = openedByClick<MenuProps>('menu', async () => ({
  default: (await import('./menu-parts.tsx')).OpenedMenu,
}));
