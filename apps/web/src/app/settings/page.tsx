import type { Metadata } from 'next';
import { SettingsPage } from '#features/settings/settings-page.tsx';
import { settings } from '#text/settings.ts';

export const metadata: Metadata = { title: settings.title };

export default function Page() {
  return <SettingsPage />;
}
