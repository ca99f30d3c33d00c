import { RunPage } from '#features/runs/page/run-page.tsx';

/** One exported page serves every run; the server answers with it for any id. */
export const generateStaticParams = () => [{ runId: '_' }];

export default function Page() {
  return <RunPage />;
}
