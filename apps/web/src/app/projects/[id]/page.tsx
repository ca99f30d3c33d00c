import { DashboardPage } from '#features/dashboard/dashboard-page.tsx';

export default function Page() {
  return <DashboardPage />;
}
