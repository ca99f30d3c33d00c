'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '#components/mark.tsx';
import { InboxLink } from '#features/inbox/inbox-link.tsx';
import { RequireSession } from '#features/session/require-session.tsx';
import { common } from '#text/common.ts';
import { ShellOverlays } from './shell-overlays.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { UserMenu } from './user-menu.tsx';

/** The frame of pages that are not about one project. */
export const SiteFrame = ({ children }: { children: ReactNode }) => (
  <RequireSession>
    <header className="sticky top-0 z-20 border-b bg-surface">
      <div className="mx-auto flex h-12 max-w-6xl items-center gap-2 px-4">
        <Link href="/projects" className="mr-auto flex min-h-11 items-center gap-2 font-semibold md:min-h-0">
          <Mark />
          {common.product}
        </Link>
        <InboxLink />
        <ThemeMenu />
        <UserMenu />
      </div>
    </header>
    <main id="content" className="mx-auto max-w-6xl px-4 py-7">
      {children}
    </main>
    <ShellOverlays />
  </RequireSession>
);
