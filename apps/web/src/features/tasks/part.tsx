import type { ReactNode } from 'react';

export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h3 className="mb-1.5 font-semibold text-ink-2 text-xs">{title}</h3>
    {children}
  </section>
);
