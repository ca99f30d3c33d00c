'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { Ellipsis, type LucideIcon, Pause, Play, Square, Vote } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { room as text } from '#text/discussions.ts';
import type { DiscussionActs } from '../use-discussion.ts';

const RoomMenuItems = lazy(async () => ({ default: (await import('./room-menu-items.tsx')).RoomMenuItems }));
const StopDialog = lazy(async () => ({ default: (await import('./stop-dialog.tsx')).StopDialog }));

interface RoomActsProps {
  discussion: DiscussionDetail;
  acts: DiscussionActs;
}

/** Pause, vote, stop; take it away as a file; put it into the archive. */
export function RoomActs({ discussion, acts }: RoomActsProps) {
  const mayAct = useMay('operator');
  const [isStopping, setStopping] = useState(false);
  const { id, status, waits_for: waitsFor } = discussion;
  const params = { id };
  const isOpen = status === 'active' || status === 'paused';
  const isPaused = waitsFor === 'resume';
  return (
    <>
      {mayAct && isOpen ? (
        <>
          {isPaused ? (
            <Act
              icon={Play}
              name={text.resume}
              act={acts.resume}
              onAct={() => acts.resume.mutate({ params })}
            />
          ) : (
            <Act
              icon={Pause}
              name={text.pause}
              act={acts.pause}
              onAct={() => acts.pause.mutate({ params })}
            />
          )}
          <Act icon={Vote} name={text.vote} act={acts.vote} onAct={() => acts.vote.mutate({ params })} />
          <Act icon={Square} name={text.stop} act={acts.stop} onAct={() => setStopping(true)} />
        </>
      ) : null}
      <Menu
        trigger={
          <Button size="icon" look="quiet" aria-label={text.more}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <RoomMenuItems discussion={discussion} acts={acts} mayArchive={mayAct && !isOpen} />
      </Menu>
      <Suspense>
        {isStopping ? (
          <StopDialog
            isBusy={acts.stop.isPending}
            onClose={() => setStopping(false)}
            onStop={() => acts.stop.mutate({ params, body: {} }, { onSettled: () => setStopping(false) })}
          />
        ) : null}
      </Suspense>
    </>
  );
}

interface ActProps {
  icon: LucideIcon;
  name: string;
  act: { isPending: boolean };
  onAct(): void;
}

/** Its name stands beside its picture where there is room. */
const Act = ({ icon: Icon, name, act, onAct }: ActProps) => (
  <Button size="sm" title={name} isBusy={act.isPending} onClick={onAct}>
    <Icon aria-hidden />
    <span className="max-md:sr-only">{name}</span>
  </Button>
);
