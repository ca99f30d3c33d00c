import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SignInPage } from '#features/session/sign-in-page.tsx';
import { session } from '#text/session.ts';

export const metadata: Metadata = { title: session.signInTitle };

export default function Page() {
  return (
    <Suspense>
      <SignInPage />
    </Suspense>
  );
}
