import { SearchPage } from '#features/search/search-page.tsx';

export default function Page() {
  return <SearchPage />;
}
