'use client';
import { cloneElement, lazy, Suspense, useState } from 'react';
import type { MenuProps } from './menu-parts.tsx';

const load = () => import('./menu-parts.tsx');
const OpenedMenu = lazy(async () => ({ default: (await load()).OpenedMenu }));

/** A button that opens a menu. The menu's code comes when a pointer or the focus nears it. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const trigger = cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setWanted(true),
  });
  if (!isWanted) return trigger;
  return (
    <Suspense fallback={trigger}>
      <OpenedMenu {...props} />
    </Suspense>
  );
}
