import type { Metadata } from 'next';
import { Suspense } from 'react';
import { InboxPage } from '#features/inbox/inbox-page.tsx';
import { inbox } from '#text/inbox.ts';

export const metadata: Metadata = { title: inbox.title };

export default function Page() {
  return (
    <Suspense>
      <InboxPage />
    </Suspense>
  );
}
