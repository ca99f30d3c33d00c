'use client';
import { Switch as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';

export const Switch = (props: ComponentProps<typeof Primitive.Root>) => (
  <Primitive.Root
    {...props}
    className="relative h-5 w-9 shrink-0 rounded-full border border-line-strong bg-sunken transition-colors before:absolute before:-inset-3 disabled:opacity-50 data-[state=checked]:border-done data-[state=checked]:bg-done"
  >
    <Primitive.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-ink-3 transition-transform data-[state=checked]:translate-x-[18px] data-[state=checked]:bg-surface" />
  </Primitive.Root>
);
