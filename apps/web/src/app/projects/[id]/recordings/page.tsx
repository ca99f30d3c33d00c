import { RecordingsPage } from '#features/recordings/recordings-page.tsx';

export default function Page() {
  return <RecordingsPage />;
}
