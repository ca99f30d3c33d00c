import type { ReactNode } from 'react';
import { Mark } from '#components/mark.tsx';
import { common } from '#text/common.ts';

/** The frame of the pages outside of a session. */
export const Entrance = ({ width = 'max-w-sm', children }: { width?: string; children: ReactNode }) => (
  <main className="flex min-h-dvh flex-col items-center px-4 pt-[10vh] pb-10">
    <div className={`w-full ${width}`}>
      <div className="mb-8 flex items-center gap-2 font-semibold text-[15px]">
        <Mark className="size-6" />
        {common.product}
      </div>
      {children}
    </div>
  </main>
);
