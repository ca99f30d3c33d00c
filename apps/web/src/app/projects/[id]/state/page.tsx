import { StatePage } from '#features/state/state-page.tsx';

export default function Page() {
  return <StatePage />;
}
