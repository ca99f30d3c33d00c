import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ProvidersPage } from '#features/providers/providers-page.tsx';
import { providers } from '#text/providers.ts';

export const metadata: Metadata = { title: providers.title };

export default function Page() {
  return (
    <Suspense>
      <ProvidersPage />
    </Suspense>
  );
}
