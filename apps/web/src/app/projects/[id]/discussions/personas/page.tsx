import { PersonasPage } from '#features/personas/personas-page.tsx';

export default function Page() {
  return <PersonasPage />;
}
