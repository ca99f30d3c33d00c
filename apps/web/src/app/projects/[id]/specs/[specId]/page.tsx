import { SpecPage } from '#features/specs/spec/spec-page.tsx';

/** One exported page serves every spec; the server answers with it for any id. */
export const generateStaticParams = () => [{ specId: '_' }];

export default function Page() {
  return <SpecPage />;
}
