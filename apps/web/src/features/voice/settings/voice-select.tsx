'use client';
import type { SpeechState } from '@overmind/contracts/entities/speech';
import { ChoiceSelect } from '#components/choice-select.tsx';

interface VoiceSelectProps {
  label: string;
  hint?: string;
  /** Words for naming none. */
  usual: string;
  /** What one is called that was chosen before and is no longer there. */
  gone(id: string): string;
  voices: SpeechState['voices'];
  /** An id, or empty for none. */
  value: string;
  onChange(id: string): void;
}

/** One of the voices that the server speaks with. */
export function VoiceSelect({ usual, gone, voices, ...rest }: VoiceSelectProps) {
  const { value } = rest;
  const isListed = value === '' || voices.some(({ id }) => id === value);
  return (
    <ChoiceSelect
      {...rest}
      options={[
        ['', usual],
        ...(isListed ? [] : [[value, gone(value)] as const]),
        ...voices.map(({ id, title, language }) => [id, `${title} (${language})`] as const),
      ]}
    />
  );
}
