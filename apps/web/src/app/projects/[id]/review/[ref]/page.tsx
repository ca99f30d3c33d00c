import { ReviewPage } from '#features/review/review-page.tsx';

/** One exported page serves every review; the server answers with it for any name. */
export const generateStaticParams = () => [{ ref: '_' }];

export default function Page() {
  return <ReviewPage />;
}
