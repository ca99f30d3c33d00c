import { DiscussionsPage } from '#features/discussions/list/discussions-page.tsx';

export default function Page() {
  return <DiscussionsPage />;
}
