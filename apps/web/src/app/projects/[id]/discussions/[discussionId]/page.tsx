import { DiscussionPage } from '#features/discussions/room/discussion-page.tsx';

/** One exported page serves every discussion; the server answers with it for any id. */
export const generateStaticParams = () => [{ discussionId: '_' }];

export default function Page() {
  return <DiscussionPage />;
}
