import type { Snapshot } from '@overmind/contracts/routes/projects';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { ProjectContext } from '#features/project/project-context.tsx';
import { makeQueryClient } from '#lib/api/query-client.ts';
import { useConnection } from '#lib/live/connection-store.ts';
import { ProjectConnection, snapshotKey } from '#lib/live/project-connection.ts';
import { projectId } from './mock/fixtures/ids.ts';
import { snapshot } from './mock/fixtures/snapshot.ts';

/** The search of the address as Next gives it to hooks, also after the history was written to by hand. */
function useAddress(): URLSearchParams {
  const [search, setSearch] = useState(window.location.search);
  useEffect(() => {
    const { pushState, replaceState } = window.history;
    const follow =
      (write: typeof pushState): typeof pushState =>
      (...args) => {
        write.apply(window.history, args);
        setSearch(window.location.search);
      };
    window.history.pushState = follow(pushState);
    window.history.replaceState = follow(replaceState);
    return () => {
      window.history.pushState = pushState;
      window.history.replaceState = replaceState;
    };
  }, []);
  return new URLSearchParams(search);
}

const router = {
  ...{ back: () => undefined, forward: () => undefined, refresh: () => undefined, prefetch: () => undefined },
  ...{ hmrRefresh: () => undefined, bfcacheId: '' },
  push: (path: string) => window.history.pushState(null, '', path),
  replace: (path: string) => window.history.replaceState(null, '', path),
};

function Frame({ children }: { children: ReactNode }) {
  const search = useAddress();
  return (
    <AppRouterContext value={router}>
      <PathnameContext value={window.location.pathname}>
        <SearchParamsContext value={search}>
          <Suspense>{children}</Suspense>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>
  );
}

/** Shows a part of a project's pages with the mock's snapshot; the socket stays closed, calls go where the page's origin is. */
export function renderInProject(children: ReactNode, change: (view: Snapshot) => Snapshot = (view) => view) {
  const queries = makeQueryClient(() => undefined);
  const view = change(structuredClone(snapshot()));
  queries.setQueryData(snapshotKey(projectId), view);
  const connection = new ProjectConnection(projectId, view.seq, queries);
  useConnection.setState({ state: 'open', wasOpen: true });
  const shown = render(
    <QueryClientProvider client={queries}>
      <ProjectContext value={{ projectId, connection }}>
        <Frame>{children}</Frame>
      </ProjectContext>
    </QueryClientProvider>,
  );
  return { ...shown, queries, view, connection };
}

interface Size {
  width: number;
  height: number;
}
declare const happyDOM: { setURL(url: string): void; setViewport(size: Size): void };

/** Gives the page's window another size. */
export const resizeTo = (size: Size): void => happyDOM.setViewport(size);

/** Puts the page at an address of the mock, so that its calls go there. */
export const goTo = (url: string): void => happyDOM.setURL(url);
