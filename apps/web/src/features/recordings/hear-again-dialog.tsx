'use client';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { common } from '#text/common.ts';
import { recordings as text } from '#text/recordings.ts';
import type { useRecordingActs } from './use-recordings.ts';

interface HearAgainProps {
  recording: RecordingDetail;
  languages: readonly string[];
  acts: ReturnType<typeof useRecordingActs>;
  onClose(): void;
}

const names = new Intl.DisplayNames('en', { type: 'language' });

/** In which language it is heard again: another one than the project's is often why it was heard wrongly. */
export function HearAgainDialog({ recording, languages, acts, onClose }: HearAgainProps) {
  const [language, setLanguage] = useState('');
  const hear = () =>
    acts.hearAgain.mutate(
      { params: { id: recording.id }, body: language === '' ? {} : { language } },
      { onSuccess: onClose },
    );
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.again} description={text.againHint}>
      <Field label={text.spokenLanguage}>
        {(control) => (
          <Select {...control} value={language} onChange={(event) => setLanguage(event.target.value)}>
            <option value="">{text.usualLanguage}</option>
            {languages.map((code) => (
              <option key={code} value={code}>
                {names.of(code)}
              </option>
            ))}
          </Select>
        )}
      </Field>
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
