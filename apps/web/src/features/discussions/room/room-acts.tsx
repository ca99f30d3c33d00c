'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { exportDiscussion } from '@overmind/contracts/routes/discussions';
import {
  Archive,
  ArchiveRestore,
  Ellipsis,
  FileJson,
  FileText,
  type LucideIcon,
  Pause,
  Play,
  Square,
  Vote,
} from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { addressOf } from '#lib/api/client.ts';
import { common } from '#text/common.ts';
import { room as text } from '#text/discussions.ts';
import type { DiscussionActs } from '../use-discussion.ts';

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
        <Download id={id} format="markdown" icon={FileText} name={text.exportMarkdown} />
        <Download id={id} format="json" icon={FileJson} name={text.exportJson} />
        {mayAct && !isOpen ? <ArchiveItem discussion={discussion} acts={acts} /> : null}
      </Menu>
      {isStopping ? (
        <StopDialog
          isBusy={acts.stop.isPending}
          onClose={() => setStopping(false)}
          onStop={() => acts.stop.mutate({ params, body: {} }, { onSettled: () => setStopping(false) })}
        />
      ) : null}
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

interface DownloadProps {
  id: string;
  format: 'markdown' | 'json';
  icon: LucideIcon;
  name: string;
}

const Download = ({ id, format, icon: Icon, name }: DownloadProps) => (
  <MenuItem asChild>
    <a href={addressOf(exportDiscussion, { id }, { format })} download>
      <Icon aria-hidden />
      {name}
    </a>
  </MenuItem>
);

function ArchiveItem({ discussion: { id, archived_at: archivedAt }, acts }: RoomActsProps) {
  const isArchived = archivedAt !== null;
  const Icon = isArchived ? ArchiveRestore : Archive;
  return (
    <MenuItem onSelect={() => (isArchived ? acts.unarchive : acts.archive).mutate({ params: { id } })}>
      <Icon aria-hidden />
      {isArchived ? text.unarchive : text.archive}
    </MenuItem>
  );
}

interface StopDialogProps {
  isBusy: boolean;
  onClose(): void;
  onStop(): void;
}

const StopDialog = ({ isBusy, onClose, onStop }: StopDialogProps) => (
  <Dialog isOpen onOpenChange={onClose} title={text.stopTitle} description={text.stopHint}>
    <DialogFooter>
      <Button look="quiet" onClick={onClose}>
        {common.cancel}
      </Button>
      <Button look="danger" isBusy={isBusy} onClick={onStop}>
        {text.stop}
      </Button>
    </DialogFooter>
  </Dialog>
);
