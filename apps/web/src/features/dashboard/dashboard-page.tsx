'use client';
import { lazy, Suspense } from 'react';
import { Skeleton } from '#components/ui/badge.tsx';
import { Board } from '#features/board/board.tsx';
import { ConnectionBanner } from '#features/project/connection-banner.tsx';
import { useView } from '#features/project/project-context.tsx';
import { RunsStrip } from '#features/runs/runs-strip.tsx';
import { useAsk } from '#features/tasks/moves/ask-store.ts';
import { useIsWide } from '#lib/media.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { NeedsYou } from './needs-you.tsx';
import { Panels } from './panels.tsx';
import { PausedBanner } from './paused-banner.tsx';
import { TabbedPanels } from './tabbed-panels.tsx';
import { TopBar } from './top-bar.tsx';

const Chat = lazy(async () => ({ default: (await import('#features/chat/chat.tsx')).Chat }));
const Console = lazy(async () => ({ default: (await import('#features/console/console.tsx')).Console }));
const TaskDrawer = lazy(async () => ({
  default: (await import('#features/tasks/task-drawer.tsx')).TaskDrawer,
}));
const WordsDialog = lazy(async () => ({
  default: (await import('#features/tasks/moves/words-dialog.tsx')).WordsDialog,
}));

const contents = {
  board: <Board />,
  runs: (
    <div className="flex h-full min-w-0 flex-col bg-surface">
      <RunsStrip />
      <Suspense fallback={<Skeleton className="m-2 flex-1" />}>
        <Console />
      </Suspense>
    </div>
  ),
  chat: (
    <div className="h-full bg-surface">
      <Suspense fallback={<Skeleton className="m-3 h-40" />}>
        <Chat />
      </Suspense>
    </div>
  ),
};

export function DashboardPage() {
  const isWide = useIsWide();
  const name = useView((view) => view.project.name);
  return (
    <div className="flex h-dvh flex-col">
      <title>{name}</title>
      <TopBar />
      <ConnectionBanner />
      <PausedBanner />
      <NeedsYou />
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <h1 className="sr-only">{name}</h1>
        {isWide ? <Panels contents={contents} /> : <TabbedPanels contents={contents} />}
      </main>
      <OverTheBoard />
    </div>
  );
}

/** Loaded when first needed; the board does not wait for it. */
function OverTheBoard() {
  const [taskId] = useSearchParam('task');
  const isAsked = useAsk((state) => state.asked !== null);
  return (
    <Suspense fallback={null}>
      {taskId === null ? null : <TaskDrawer />}
      {isAsked ? <WordsDialog /> : null}
    </Suspense>
  );
}
