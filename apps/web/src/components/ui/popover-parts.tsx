'use client';
import { Popover as Primitive } from 'radix-ui';
import { type ComponentProps, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { cn } from '#lib/class-names.ts';
import { common } from '#text/common.ts';

export interface PopoverProps {
  trigger: ReactElement<ComponentProps<'button'>>;
  label: string;
  align?: 'start' | 'end' | 'center';
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** Open from the start: it is mounted by the click that wants it. */
export function OpenedPopover({ trigger, label, align = 'end', className, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(true);
  return (
    <Primitive.Root open={isOpen} onOpenChange={setOpen}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          aria-label={label}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            'z-30 max-h-[min(76vh,var(--radix-popover-content-available-height))] w-[min(26rem,calc(100vw-16px))] animate-rise overflow-y-auto rounded-lg border bg-raised shadow-pop outline-none',
            className,
          )}
        >
          <Suspense fallback={<p className="px-3 py-2 text-ink-3 text-sm">{common.loading}</p>}>
            {typeof children === 'function' ? children(() => setOpen(false)) : children}
          </Suspense>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
