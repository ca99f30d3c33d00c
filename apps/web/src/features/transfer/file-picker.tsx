'use client';
import { FileArchive } from 'lucide-react';
import { useState } from 'react';
import { cn } from '#lib/class-names.ts';
import { transfer as text } from '#text/transfer.ts';

interface FilePickerProps {
  file: File | null;
  isOff: boolean;
  onFile(file: File | null): void;
}

export function FilePicker({ file, isOff, onFile }: FilePickerProps) {
  const [isOver, setOver] = useState(false);
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!isOff) onFile(event.dataTransfer.files[0] ?? null);
      }}
      className={cn(
        'flex min-h-24 cursor-pointer flex-col items-center justify-center gap-1 rounded-card border border-line-strong border-dashed bg-raised px-4 py-5 text-center text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
        isOver && 'border-accent bg-accent-soft',
        isOff && 'cursor-not-allowed opacity-60',
      )}
    >
      <FileArchive className="size-5 text-ink-3" strokeWidth={1.5} aria-hidden />
      {file === null ? (
        <>
          <span className="font-medium">{text.choose}</span>
          <span className="text-ink-3 text-xs">{text.drop}</span>
        </>
      ) : (
        <>
          <span className="max-w-full truncate font-medium">{file.name}</span>
          <span className="text-ink-3 text-xs tabular-nums">{text.size(file.size)}</span>
        </>
      )}
      <input
        type="file"
        // biome-ignore lint/a11y/noAutofocus: it is what the dialog is opened for
        autoFocus
        aria-label={text.file}
        accept=".gz,.tgz,.tar.gz,application/gzip"
        disabled={isOff}
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
        className="sr-only"
      />
    </label>
  );
}
