'use client';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { FileAudio, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { cn } from '#lib/class-names.ts';
import { common } from '#text/common.ts';
import { recordings as text } from '#text/recordings.ts';
import { megabytes, type Upload, useUploads } from './use-uploads.ts';

/** Where files are brought, and how far each is. */
export function UploadPlace() {
  const { uploads, mostBytes, add, again, drop } = useUploads();
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <div className="space-y-2">
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cn(
          'flex cursor-pointer items-center gap-3 rounded-card border border-line-strong border-dashed bg-raised px-4 py-3 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
          isOver && 'border-accent bg-accent-soft',
        )}
      >
        <FileAudio className="size-5 shrink-0 text-ink-3" strokeWidth={1.5} aria-hidden />
        <span className="min-w-0">
          <span className="block font-medium">{isOver ? text.drop : text.upload}</span>
          <span className="block text-ink-3 text-xs">
            {text.uploadHint(mostBytes === null ? null : megabytes(mostBytes))}
          </span>
        </span>
        <input
          type="file"
          multiple
          accept=".wav,.mp3,.m4a,.mp4,.ogg,.oga,.opus,.webm,.flac"
          aria-label={text.upload}
          onChange={(event) => {
            add(event.target.files ?? []);
            event.target.value = '';
          }}
          className="sr-only"
        />
      </label>
      {uploads.length === 0 ? null : (
        <ul aria-label={text.uploads} className="space-y-2">
          {uploads.map((each) => (
            <UploadRow
              key={each.key}
              upload={each}
              onAgain={() => again(each)}
              onDrop={() => drop(each.key)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface UploadRowProps {
  upload: Upload;
  onAgain(): void;
  onDrop(): void;
}

function UploadRow({ upload: { file, share, isTooLarge, error }, onAgain, onDrop }: UploadRowProps) {
  const name = visibleWords(file.name);
  const words = share < 1 ? text.sending(name, share) : text.reading(name);
  const isFailed = error !== null;
  const isRefused = isTooLarge || isCode(error, 'too_large') || isCode(error, 'unsupported_media_type');
  return (
    <li className="flex items-center gap-3 rounded-card border bg-raised px-3 py-2">
      <div className="min-w-0 flex-1 text-xs">
        {isFailed ? (
          <>
            <p className="mb-1 truncate font-medium">{name}</p>
            <FormError error={error} />
          </>
        ) : (
          <>
            <p className="mb-1 truncate text-ink-2">{words}</p>
            <div
              role="progressbar"
              aria-label={name}
              aria-valuenow={Math.round(share * 100)}
              aria-valuetext={words}
              className="h-1.5 overflow-hidden rounded-full bg-sunken"
            >
              <div
                className="h-full rounded-full bg-running transition-[width]"
                style={{ width: `${share * 100}%` }}
              />
            </div>
          </>
        )}
      </div>
      {isFailed && !isRefused ? (
        <Button size="sm" aria-label={text.sendAgain(name)} onClick={onAgain}>
          {common.tryAgain}
        </Button>
      ) : null}
      <Button
        look="quiet"
        size="icon"
        aria-label={isFailed ? text.dismiss(name) : text.stop(name)}
        onClick={onDrop}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}
