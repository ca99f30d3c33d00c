'use client';

import type { Run } from '@overmind/contracts/entities/run';
import { listTerminals } from '@overmind/contracts/routes/terminals';
import { useQueryClient } from '@tanstack/react-query';
import { SquareTerminal } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { EmptyState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { routeKey } from '#lib/api/use-route.ts';
import { terminal as text } from '#text/terminal.ts';
import { RecordingList } from './recording-list.tsx';
import { useWorkspaceState } from './use-workspace-state.ts';

const TerminalScreen = lazy(async () => ({
  default: (await import('./terminal-screen.tsx')).TerminalScreen,
}));
const RecordingPlayer = lazy(async () => ({
  default: (await import('./recording-player.tsx')).RecordingPlayer,
}));

type Shown = { name: 'nothing' } | { name: 'terminal'; round: number } | { name: 'recording'; id: string };

/** A terminal into the workspace of a run, opened on demand, and the recordings of earlier ones. */
export function TerminalPane({ run }: { run: Run }) {
  const [shown, setShown] = useState<Shown>({ name: 'nothing' });
  const queries = useQueryClient();
  const close = (): void => {
    setShown({ name: 'nothing' });
    void queries.invalidateQueries({ queryKey: routeKey(listTerminals, { params: { id: run.id } }) });
  };
  if (shown.name === 'nothing')
    return (
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <OpenButton run={run} onOpen={() => setShown({ name: 'terminal', round: 1 })} />
        <RecordingList runId={run.id} onPlay={(id) => setShown({ name: 'recording', id })} />
      </div>
    );
  return (
    <Suspense fallback={<Skeleton className="m-4 h-64" />}>
      {shown.name === 'recording' ? (
        <RecordingPlayer artifactId={shown.id} onClose={close} />
      ) : (
        <TerminalScreen
          key={shown.round}
          runId={run.id}
          onAgain={() => setShown({ name: 'terminal', round: shown.round + 1 })}
          onClose={close}
        />
      )}
    </Suspense>
  );
}

/** Says why there is none where there is none. */
function OpenButton({ run, onOpen }: { run: Run; onOpen: () => void }) {
  const { mayOpen, hint } = useWorkspaceState(run);
  return (
    <EmptyState
      icon={SquareTerminal}
      title={text.title}
      hint={hint}
      action={
        mayOpen ? (
          <Button look="primary" onClick={onOpen}>
            {text.open}
          </Button>
        ) : undefined
      }
    />
  );
}
