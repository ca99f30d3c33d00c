import type { Metadata } from 'next';
import { Suspense } from 'react';
import { UsagePage } from '#features/usage/usage-page.tsx';
import { usage } from '#text/usage.ts';

export const metadata: Metadata = { title: usage.title };

export default function Page() {
  return (
    <Suspense>
      <UsagePage />
    </Suspense>
  );
}
