'use client';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { common } from '#text/common.ts';
import { transfer as text } from '#text/transfer.ts';
import { FilePicker } from './file-picker.tsx';
import { ImportDone } from './import-done.tsx';
import { type ImportStage, type ImportWish, useImport } from './use-import.ts';

const idChoices = ['auto', 'keep', 'remap'] as const;

/** A project out of an archive: choose, send, and read how it came out. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  const { stage, start, stop, reset } = useImport();
  const [file, setFile] = useState<File | null>(null);
  const [wish, setWish] = useState<ImportWish>({ name: '', ids: 'auto' });
  const isSending = stage.kind === 'sending';
  const again = () => {
    setFile(null);
    reset();
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={text.importTitle} description={text.importHint}>
      {stage.kind === 'done' ? (
        <ImportDone report={stage.report} onAnother={again} />
      ) : (
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (file !== null) void start(file, wish);
          }}
        >
          <FilePicker file={file} isOff={isSending} onFile={setFile} />
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={text.name} hint={text.nameHint}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={100}
                  disabled={isSending}
                  value={wish.name}
                  onChange={(event) => setWish({ ...wish, name: event.target.value })}
                />
              )}
            </Field>
            <Field label={text.ids}>
              {(control) => (
                <Select
                  {...control}
                  disabled={isSending}
                  value={wish.ids}
                  onChange={(event) =>
                    setWish({ ...wish, ids: idChoices.find((each) => each === event.target.value) ?? 'auto' })
                  }
                >
                  {idChoices.map((each) => (
                    <option key={each} value={each}>
                      {text.idOptions[each]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Progress stage={stage} />
          <FormError error={stage.kind === 'failed' ? stage.error : null} />
          <DialogFooter>
            <Button look="quiet" onClick={isSending ? stop : onClose}>
              {isSending ? text.stop : common.cancel}
            </Button>
            <Button type="submit" look="primary" disabled={file === null} isBusy={isSending}>
              {text.start}
            </Button>
          </DialogFooter>
        </form>
      )}
    </Dialog>
  );
}

function Progress({ stage }: { stage: ImportStage }) {
  if (stage.kind === 'stopped') return <p className="text-ink-2 text-sm">{text.stopped}</p>;
  if (stage.kind !== 'sending') return null;
  const words = stage.share < 1 ? text.sending(stage.share) : text.working;
  return (
    <div>
      <div
        role="progressbar"
        aria-label={text.importTitle}
        aria-valuenow={Math.round(stage.share * 100)}
        aria-valuetext={words}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-running transition-[width]"
          style={{ width: `${stage.share * 100}%` }}
        />
      </div>
      <p className="mt-1 text-ink-2 text-xs">{words}</p>
    </div>
  );
}
