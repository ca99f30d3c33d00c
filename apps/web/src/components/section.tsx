import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

/** A part of a settings page: its name at the side, its fields beside it. */
export const Section = ({ title, hint, children }: SectionProps) => (
  <section aria-label={title} className="grid gap-x-8 gap-y-3 border-t pt-6 md:grid-cols-[11rem_1fr]">
    <div>
      <h2 className="font-semibold">{title}</h2>
      {hint === undefined ? null : <p className="mt-0.5 text-ink-2 text-xs">{hint}</p>}
    </div>
    <div className="min-w-0">{children}</div>
  </section>
);
