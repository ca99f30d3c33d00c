import type { Metadata } from 'next';
import { RunnersPage } from '#features/runners/runners-page.tsx';
import { runners } from '#text/runners.ts';

export const metadata: Metadata = { title: runners.title };

export default function Page() {
  return <RunnersPage />;
}
