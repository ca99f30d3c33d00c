'use client';
import { cloneElement, lazy, Suspense, useState } from 'react';
import type { PopoverProps } from './popover-parts.tsx';

const load = () => import('./popover-parts.tsx');
const OpenedPopover = lazy(async () => ({ default: (await load()).OpenedPopover }));

/** A button that opens a panel beside it. The panel's code comes when a pointer or the focus nears it. */
export function Popover(props: PopoverProps) {
  const [isWanted, setWanted] = useState(false);
  const trigger = cloneElement(props.trigger, {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setWanted(true),
  });
  if (!isWanted) return trigger;
  return (
    <Suspense fallback={trigger}>
      <OpenedPopover {...props} />
    </Suspense>
  );
}
