import { cva, type VariantProps } from 'class-variance-authority';
import { Loader2 } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '#lib/class-names.ts';

const button = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-55 max-md:min-h-11 max-md:min-w-11 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-ink text-surface hover:bg-ink/88',
        signal: 'bg-signal text-signal-ink hover:bg-signal/88',
        plain: 'border border-line-strong/70 bg-raised text-ink hover:border-line-strong hover:bg-sunken',
        quiet: 'text-ink-2 hover:bg-ink/7 hover:text-ink',
        danger: 'border border-failed/50 bg-raised text-failed hover:bg-failed-soft',
      },
      size: {
        sm: 'h-7 px-2 text-xs',
        md: 'h-8 px-3 text-sm',
        lg: 'h-10 px-4 text-base',
        icon: 'size-7 p-0',
      },
    },
    defaultVariants: { look: 'plain', size: 'md' },
  },
);

interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof button> {
  asChild?: boolean;
  isBusy?: boolean;
}

export function Button({
  className,
  look,
  size,
  asChild = false,
  isBusy = false,
  children,
  ...rest
}: ButtonProps) {
  const classes = cn(button({ look, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      disabled={rest.disabled === true || isBusy}
      aria-busy={isBusy || undefined}
    >
      {isBusy ? <Loader2 className="animate-spin" aria-hidden /> : null}
      {children}
    </button>
  );
}
