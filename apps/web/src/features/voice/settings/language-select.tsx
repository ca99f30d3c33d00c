'use client';
import type { SpeechState } from '@overmind/contracts/entities/speech';
import { ChoiceSelect } from '#components/choice-select.tsx';
import { heardLanguages } from './heard-languages.ts';

const names = new Intl.DisplayNames('en', { type: 'language' });
export const languageName = (code: string): string => names.of(code) ?? code;

interface LanguageSelectProps {
  /** Of what hears here; undefined while that is being asked for. */
  speech: Pick<SpeechState, 'languages'> | undefined;
  label: string;
  hint?: string | undefined;
  /** Words for naming none. */
  usual: string;
  /** What one is called that was chosen before and is not heard here. */
  unheard?: (language: string) => string;
  /** A code, or empty for none. */
  value: string;
  onChange(code: string): void;
}

/** One of the languages that can be heard here. */
export function LanguageSelect({
  speech,
  usual,
  unheard = (language) => language,
  hint,
  ...rest
}: LanguageSelectProps) {
  const heard = heardLanguages(speech);
  const { value } = rest;
  const isListed = value === '' || heard.includes(value);
  return (
    <ChoiceSelect
      {...rest}
      {...(hint === undefined ? {} : { hint })}
      options={[
        ['', usual],
        ...heard.map((code) => [code, languageName(code)] as const),
        ...(isListed ? [] : [[value, unheard(languageName(value))] as const]),
      ]}
    />
  );
}
