'use client';
import { useState } from 'react';
import { Input } from '#components/ui/field.tsx';

interface VersionPickerProps {
  label: string;
  version: number;
  latest: number;
  onPick(version: number): void;
}

/** A version by its number; anything that is none leaves what was there. */
export function VersionPicker({ label, version, latest, onPick }: VersionPickerProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const number = Number(typed);
    if (typed !== null && Number.isInteger(number) && number >= 1 && number <= latest) onPick(number);
    setTyped(null);
  };
  return (
    <span className="flex items-center gap-0.5 text-ink-3 text-sm">
      v
      <Input
        type="number"
        min={1}
        max={latest}
        aria-label={label}
        value={typed ?? version}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => (event.key === 'Enter' ? commit() : undefined)}
        className="h-7 w-20 tabular-nums"
      />
    </span>
  );
}
