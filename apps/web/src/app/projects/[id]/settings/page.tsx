import { ProjectSettingsPage } from '#features/project-settings/project-settings-page.tsx';

export default function Page() {
  return <ProjectSettingsPage />;
}
