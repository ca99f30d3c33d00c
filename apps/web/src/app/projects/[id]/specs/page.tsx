import { SpecsPage } from '#features/specs/list/specs-page.tsx';

export default function Page() {
  return <SpecsPage />;
}
