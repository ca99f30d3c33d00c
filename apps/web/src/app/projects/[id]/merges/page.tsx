import { MergesPage } from '#features/merges/merges-page.tsx';

export default function Page() {
  return <MergesPage />;
}
