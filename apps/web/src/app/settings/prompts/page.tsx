import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PromptsPage } from '#features/prompts/prompts-page.tsx';
import { prompts } from '#text/prompts.ts';

export const metadata: Metadata = { title: prompts.title };

export default function Page() {
  return (
    <Suspense>
      <PromptsPage />
    </Suspense>
  );
}
