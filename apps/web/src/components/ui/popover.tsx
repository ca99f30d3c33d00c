'use client';
import { openedByClick } from './opened-by-click.tsx';
import type { PopoverProps } from './popover-parts.tsx';

/** A button that opens a panel beside it. */
export const Popover = openedByClick<PopoverProps>('dialog', async () => ({
  default: (await import('./popover-parts.tsx')).OpenedPopover,
}));
