import type { ComponentProps } from 'react';
import { cn } from '#lib/class-names.ts';

export const Badge = ({ className, ...rest }: ComponentProps<'span'>) => (
  <span
    className={cn(
      'inline-flex max-w-full items-center gap-1 truncate rounded-full border border-line bg-raised px-2 py-px font-medium text-2xs text-ink-2 [&_svg]:size-3 [&_svg]:shrink-0',
      className,
    )}
    {...rest}
  />
);
export const Kbd = ({ className, ...rest }: ComponentProps<'kbd'>) => (
  <kbd
    className={cn(
      'inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong/70 bg-sunken px-1 font-sans text-2xs text-ink-2',
      className,
    )}
    {...rest}
  />
);
export const Skeleton = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div aria-hidden className={cn('animate-pulse rounded-md bg-ink/7', className)} {...rest} />
);
