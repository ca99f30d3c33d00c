import type { KeyboardCoordinateGetter } from '@dnd-kit/core';
import { boardColumns } from '../columns.ts';

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Arrow keys carry a lifted card from column to column rather than by pixels. */
export const nextColumnCoordinates: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const step = steps[event.code];
  if (step === undefined) return undefined;
  event.preventDefault();
  const ids: readonly string[] = boardColumns;
  const start =
    context.active === null ? undefined : (context.active.data.current?.['column'] as string | undefined);
  const current = ids.indexOf(String(context.over?.id ?? start));
  const target = ids[Math.min(ids.length - 1, Math.max(0, current + step))];
  const rect = target === undefined ? undefined : context.droppableRects.get(target);
  const size = context.collisionRect;
  if (rect === undefined || size === null) return currentCoordinates;
  return { x: rect.left + rect.width / 2 - size.width / 2, y: rect.top + 40 };
};
