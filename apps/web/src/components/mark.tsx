import { cn } from '#lib/class-names.ts';

/** The product's sign: an open eye made of a ring and a lit point. */
export const Mark = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 24 24" className={cn('size-5', className)} aria-hidden fill="none">
    <path d="M12 3.5a8.5 8.5 0 1 0 8.5 8.5" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
    <circle cx="12" cy="12" r="3.4" fill="var(--signal)" />
    <circle cx="18.2" cy="5.8" r="1.7" fill="currentColor" />
  </svg>
);
