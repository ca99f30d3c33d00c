import { RecordingPage } from '#features/recordings/recording-page.tsx';

/** One exported page serves every recording; the server answers with it for any id. */
export const generateStaticParams = () => [{ recordingId: '_' }];

export default function Page() {
  return <RecordingPage />;
}
