import { WhyPage } from '#features/provenance/why-page.tsx';

export default function Page() {
  return <WhyPage />;
}
