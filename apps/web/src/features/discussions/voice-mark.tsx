import type { CSSProperties } from 'react';
import { cn } from '#lib/class-names.ts';
import type { Voice } from './voices.tsx';

/** Both themes keep the letters at 4.5:1 on their ground, whatever the hue. */
const voiceTones =
  'border-[oklch(0.62_0.12_var(--hue))] bg-[oklch(0.95_0.03_var(--hue))] text-[oklch(0.42_0.11_var(--hue))] dark:border-[oklch(0.6_0.1_var(--hue))] dark:bg-[oklch(0.28_0.045_var(--hue))] dark:text-[oklch(0.86_0.09_var(--hue))]';

// A custom property is no key of CSSProperties, though React writes it as one.
export const hueStyle = (hue: number): CSSProperties => ({ '--hue': hue }) as CSSProperties;

/** The sign of a speaker: its initials in its colour. Its name stands beside it or in a title. */
export const VoiceMark = ({ voice, className }: { voice: Voice; className?: string }) => (
  <span
    aria-hidden
    style={hueStyle(voice.hue)}
    className={cn(
      'grid size-6 shrink-0 select-none place-items-center rounded-full border font-semibold text-[10px]',
      voiceTones,
      className,
    )}
  >
    {voice.initials}
  </span>
);
