'use client';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { LanguageSelect } from '#features/voice/settings/language-select.tsx';
import { useProjectSpeech } from '#features/voice/settings/use-project-speech.ts';
import { common } from '#text/common.ts';
import { recordings as text } from '#text/recordings.ts';
import type { useRecordingActs } from './use-recordings.ts';

interface HearAgainProps {
  recording: RecordingDetail;
  acts: ReturnType<typeof useRecordingActs>;
  onClose(): void;
}

/** In which language it is heard again: another one than the project's is often why it was heard wrongly. */
export function HearAgainDialog({ recording, acts, onClose }: HearAgainProps) {
  const [language, setLanguage] = useState('');
  const hear = () =>
    acts.hearAgain.mutate(
      { params: { id: recording.id }, body: language === '' ? {} : { language } },
      { onSuccess: onClose },
    );
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.again} description={text.againHint}>
      <LanguageSelect
        speech={useProjectSpeech()}
        label={text.spokenLanguage}
        usual={text.usualLanguage}
        value={language}
        onChange={setLanguage}
      />
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button look="primary" isBusy={acts.hearAgain.isPending} onClick={hear}>
          {text.again}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
