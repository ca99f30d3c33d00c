'use client';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { Ear, type LucideIcon, MessageSquare, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { heardLanguages } from '#features/voice/settings/heard-languages.ts';
import { useProjectSpeech } from '#features/voice/settings/use-project-speech.ts';
import { recordings as text } from '#text/recordings.ts';
import { HearAgainDialog } from './hear-again-dialog.tsx';
import { NameDialog, RemoveDialog } from './recording-dialogs.tsx';
import { useRecordingActs } from './use-recordings.ts';

/** Say it, hear it again, name it, delete it. */
export function RecordingActs({ recording }: { recording: RecordingDetail }) {
  const acts = useRecordingActs(recording.id);
  const mayChange = useMay('operator');
  const [asked, setAsked] = useState<'again' | 'name' | 'remove' | null>(null);
  const languages = heardLanguages(useProjectSpeech());
  if (!mayChange) return null;
  const params = { id: recording.id };
  const dialog = { recording, acts, onClose: () => setAsked(null) };
  return (
    <>
      {isUnsaid(recording) ? (
        <Act icon={MessageSquare} name={text.say} act={acts.say} onAct={() => acts.say.mutate({ params })} />
      ) : null}
      <Act
        icon={Ear}
        name={text.again}
        act={acts.hearAgain}
        isOff={isBeingHeard(recording)}
        onAct={() => (languages.length > 1 ? setAsked('again') : acts.hearAgain.mutate({ params }))}
      />
      <SmallAct icon={Pencil} name={text.rename} onAct={() => setAsked('name')} />
      <SmallAct icon={Trash2} name={text.remove} onAct={() => setAsked('remove')} />
      {asked === 'again' ? <HearAgainDialog {...dialog} /> : null}
      {asked === 'name' ? <NameDialog {...dialog} /> : null}
      {asked === 'remove' ? <RemoveDialog {...dialog} /> : null}
    </>
  );
}

/** One that waits for its service says why, and need not wait for it. */
const isBeingHeard = ({ status, error }: RecordingDetail) =>
  error === null && (status === 'stored' || status === 'transcribing');

const isUnsaid = ({ transcript_text: words, messages, is_pending_message: isPending }: RecordingDetail) =>
  (words ?? '') !== '' && messages.length === 0 && !isPending;

interface ActProps {
  icon: LucideIcon;
  name: string;
  onAct(): void;
}

/** Its name stands beside its picture where there is room. */
const Act = ({
  icon: Icon,
  name,
  act,
  isOff = false,
  onAct,
}: ActProps & { act: { isPending: boolean }; isOff?: boolean }) => (
  <Button size="sm" title={name} disabled={isOff} isBusy={act.isPending} onClick={onAct}>
    <Icon aria-hidden />
    <span className="max-md:sr-only">{name}</span>
  </Button>
);

const SmallAct = ({ icon: Icon, name, onAct }: ActProps) => (
  <Button size="icon" look="quiet" aria-label={name} title={name} onClick={onAct}>
    <Icon aria-hidden />
  </Button>
);
