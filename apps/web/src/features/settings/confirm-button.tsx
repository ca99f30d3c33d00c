'use client';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { settings as text } from '#text/settings.ts';

const patienceMs = 4_000;

/** Asks once more in place, then forgets that it asked. */
export function ConfirmButton({
  label,
  words,
  onConfirm,
}: {
  label: string;
  words: string;
  onConfirm(): void;
}) {
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (!isAsking) return undefined;
    const timer = setTimeout(() => setAsking(false), patienceMs);
    return () => clearTimeout(timer);
  }, [isAsking]);
  return (
    <Button
      size="sm"
      look={isAsking ? 'danger' : 'plain'}
      aria-label={isAsking ? `${text.sure} ${label}` : label}
      onClick={() => (isAsking ? onConfirm() : setAsking(true))}
    >
      {isAsking ? text.sure : words}
    </Button>
  );
}
