'use client';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '#lib/class-names.ts';
import { useFocusBack } from './focus-back.ts';

interface DrawerProps {
  isOpen: boolean;
  onClose(): void;
  label: string;
  className?: string;
  children: ReactNode;
}

/** From the right, over the page; full width on a phone. */
export function Drawer({ isOpen, onClose, label, className, children }: DrawerProps) {
  const focusBack = useFocusBack(isOpen);
  return (
    <Primitive.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-30 bg-black/30" />
        <Primitive.Content
          {...focusBack}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // The panel itself, not its close button: a reader hears the title first.
            event.preventDefault();
            (event.currentTarget as HTMLElement | null)?.focus();
          }}
          tabIndex={-1}
          className={cn(
            'fixed inset-y-0 right-0 z-30 flex w-full animate-slide flex-col border-l bg-surface shadow-pop outline-none sm:w-[min(720px,92vw)]',
            className,
          )}
        >
          <Primitive.Title className="sr-only">{label}</Primitive.Title>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
