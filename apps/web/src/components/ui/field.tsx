import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from '#lib/class-names.ts';

const control =
  'w-full rounded-md border border-line-strong/80 bg-raised px-2.5 text-sm text-ink placeholder:text-ink-3 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-failed';

export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input className={cn(control, 'h-8 max-md:h-11', className)} {...rest} />
);
export const Textarea = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea className={cn(control, 'min-h-16 resize-y py-1.5', className)} {...rest} />
);
/** The platform's own: best on a phone, and every reader knows it. */
export const Select = ({ className, ...rest }: ComponentProps<'select'>) => (
  <select className={cn(control, 'h-8 pr-1 pl-2 max-md:h-11', className)} {...rest} />
);

interface ControlProps {
  id: string;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}
interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: (props: ControlProps) => ReactNode;
}

/** A label, its control, a hint and an error, tied together for screen readers. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const hasNote = error !== undefined || hint !== undefined;
  const noteId = hasNote ? `${id}-note` : undefined;
  return (
    <div className={cn('space-y-1', className)}>
      <label htmlFor={id} className="block font-medium text-ink-2 text-xs">
        {label}
      </label>
      {children({ id, 'aria-invalid': error === undefined ? undefined : true, 'aria-describedby': noteId })}
      {hasNote ? (
        <p id={noteId} className={cn('text-xs', error === undefined ? 'text-ink-3' : 'text-failed')}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
