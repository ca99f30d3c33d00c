'use client';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { common } from '#text/common.ts';
import { useFocusBack } from './focus-back.ts';

interface DialogProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  title: string;
  description?: string;
  className?: string;
  children: ReactNode;
}

export function Dialog({ isOpen, onOpenChange, title, description, className, children }: DialogProps) {
  const focusBack = useFocusBack(isOpen);
  return (
    <Primitive.Root open={isOpen} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          {...focusBack}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cn(
            'fixed top-[8vh] left-1/2 z-50 max-h-[84vh] w-[calc(100vw-24px)] max-w-lg -translate-x-1/2 animate-rise overflow-y-auto rounded-xl border bg-surface p-5 shadow-pop',
            className,
          )}
        >
          <div className="mb-4 flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="font-semibold text-[16px] leading-6">{title}</Primitive.Title>
              {description === undefined ? null : (
                <Primitive.Description className="mt-0.5 text-ink-2 text-sm">
                  {description}
                </Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <Button look="quiet" size="icon" aria-label={common.close}>
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export const DialogFooter = ({ children }: { children: ReactNode }) => (
  <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{children}</div>
);
