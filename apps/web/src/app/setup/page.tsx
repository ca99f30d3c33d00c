import type { Metadata } from 'next';
import { SetupPage } from '#features/setup/setup-page.tsx';
import { setup } from '#text/session.ts';

export const metadata: Metadata = { title: setup.title };

export default function Page() {
  return <SetupPage />;
}
